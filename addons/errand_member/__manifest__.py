# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Members",
    "summary": "One account and one app: sign in by phone, address book, own data",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_website"],
    "data": [
        "security/ir.model.access.csv",
        "security/errand_member_rules.xml",
        "data/queue_job_data.xml",
        "data/errand_notice_kind_data.xml",
        "views/errand_phone_views.xml",
        "views/res_config_settings_views.xml",
        "views/sign_in_templates.xml",
        "views/my_phone_templates.xml",
        "views/address_templates.xml",
        "views/portal_templates.xml",
        "views/app_templates.xml",
        "views/join_templates.xml",
        "views/data_templates.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "errand_member/static/src/scss/**/*.scss",
            "errand_member/static/src/interactions/**/*.js",
        ],
    },
}
