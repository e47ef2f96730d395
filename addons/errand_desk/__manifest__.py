# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Customer Desk",
    "summary": "Find a caller by phone, name, mail or order, and post for them",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_chat", "errand_member", "errand_support"],
    "data": ["views/menus.xml"],
    "assets": {
        "web.assets_backend": ["errand_desk/static/src/desk/**/*"],
    },
    "auto_install": True,
}
