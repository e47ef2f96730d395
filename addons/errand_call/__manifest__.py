# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Masked Calls",
    "summary": "Real phones talk through a virtual number; nobody sees a number",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_chat", "errand_member"],
    "data": [
        "security/ir.model.access.csv",
        "security/errand_call_rules.xml",
        "data/ir_cron_data.xml",
        "data/queue_job_data.xml",
        "views/errand_call_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        "views/call_templates.xml",
    ],
    "demo": ["demo/res_company_demo.xml"],
    "assets": {
        "errand_dispatch.assets_courier": ["errand_call/static/src/courier/**/*"],
    },
}
