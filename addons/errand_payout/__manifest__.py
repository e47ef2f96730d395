# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Couriers' Money",
    "summary": "Payouts, cash of couriers, and a statement of every entry",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_books"],
    "uninstall_hook": "uninstall_hook",
    "data": [
        "security/ir.model.access.csv",
        "security/errand_payout_rules.xml",
        "data/ir_sequence_data.xml",
        "report/errand_statement_report.xml",
        "wizards/errand_payout_reject_views.xml",
        "wizards/errand_statement_wizard_views.xml",
        "views/errand_payout_views.xml",
        "views/errand_handin_views.xml",
        "views/errand_worker_views.xml",
        "views/errand_balance_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
    ],
}
