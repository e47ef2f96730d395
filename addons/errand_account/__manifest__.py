# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Money",
    "summary": "Payment up front, escrow, and a subledger that always sums to zero",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_base", "account_payment", "queue_job"],
    "data": [
        "security/ir.model.access.csv",
        "security/errand_account_rules.xml",
        "data/ir_cron_data.xml",
        "data/queue_job_data.xml",
        "views/errand_ledger_entry_views.xml",
        "views/errand_ledger_line_views.xml",
        "views/errand_refund_views.xml",
        "views/errand_order_views.xml",
        "views/errand_purchase_views.xml",
        "views/errand_category_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        "data/errand_setup_step_data.xml",
    ],
}
