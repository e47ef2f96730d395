# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Notices",
    "summary": "Everybody is told at every change: SMS, mail, in the app, push",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_base", "queue_job", "sms"],
    "data": [
        "security/ir.model.access.csv",
        "security/errand_notice_rules.xml",
        "data/queue_job_data.xml",
        "data/ir_cron_data.xml",
        "data/mail_template_data.xml",
        "data/errand_notice_kind_customer_data.xml",
        "data/errand_notice_kind_data.xml",
        "views/errand_notice_views.xml",
        "views/errand_notice_kind_views.xml",
        "views/errand_sms_log_views.xml",
        "views/errand_task_views.xml",
        "views/res_config_settings_views.xml",
        "views/push_templates.xml",
        "views/inbox_templates.xml",
        "views/menus.xml",
        "data/errand_setup_step_data.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "errand_notice/static/src/push_client/push_client.js",
            "errand_notice/static/src/interactions/**/*.js",
            "errand_notice/static/src/scss/inbox.scss",
        ],
        "web.assets_unit_tests_setup": [
            "errand_notice/static/src/push_client/push_client.js",
            "errand_notice/static/src/interactions/**/*.js",
        ],
        "web.assets_unit_tests": ["errand_notice/static/tests/**/*.test.js"],
    },
}
