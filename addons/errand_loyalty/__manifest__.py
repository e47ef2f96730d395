# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Wallet and Coupons",
    "summary": "Customers pay with wallet and coupons, also mixed with online payment",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_website", "loyalty"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "views/errand_receipt_views.xml",
        "views/loyalty_program_views.xml",
        "views/menus.xml",
        "views/review_templates.xml",
        "views/wallet_templates.xml",
    ],
    "uninstall_hook": "uninstall_hook",
}
