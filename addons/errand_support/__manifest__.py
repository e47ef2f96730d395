# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Support",
    "summary": "Complaints with evidence and a deadline, and what staff do about them",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_website"],
    "data": [
        "security/ir.model.access.csv",
        "security/errand_support_rules.xml",
        "data/ir_cron_data.xml",
        "data/ir_sequence_data.xml",
        "wizards/errand_complaint_resolve_views.xml",
        "views/errand_complaint_views.xml",
        "views/errand_order_views.xml",
        "views/errand_resolution_views.xml",
        "views/errand_worker_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        "views/complaint_templates.xml",
    ],
    "assets": {
        "errand_dispatch.assets_courier": [
            "web/static/src/core/utils/patch.js",
            "errand_support/static/src/courier/**/*",
        ],
    },
}
