# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Shop Orders",
    "summary": "Orders of the web shop become work for the right branch",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_website", "website_sale"],
    "auto_install": True,
    "data": [
        "data/errand_category_data.xml",
        "data/errand_branch_rule_data.xml",
        "views/errand_branch_views.xml",
        "views/errand_order_views.xml",
        "views/sale_order_views.xml",
    ],
}
