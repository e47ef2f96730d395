# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Dispatch",
    "summary": "Couriers see the errands near them, grab one and bring it to the door",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_account", "bus"],
    "data": [
        "security/ir.model.access.csv",
        "security/errand_dispatch_rules.xml",
        "views/errand_worker_views.xml",
        "views/courier_templates.xml",
    ],
    "application": True,
}
