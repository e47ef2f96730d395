# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Books",
    "summary": "Posts the ledger to the books day by day, and checks that both agree",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_account"],
    "uninstall_hook": "uninstall_hook",
    "data": [
        "security/errand_books_groups.xml",
        "security/ir.model.access.csv",
        "security/errand_books_rules.xml",
        "data/ir_cron_data.xml",
        "data/queue_job_data.xml",
        "views/errand_book_account_views.xml",
        "views/errand_posting_views.xml",
        "views/errand_ledger_check_views.xml",
        "views/errand_invoice_request_views.xml",
        "views/errand_price_rule_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
    ],
}
