# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Dispatch Board",
    "summary": "Today's tasks, couriers and what is late, on one live screen",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_dispatch"],
    "data": ["views/menus.xml", "views/res_config_settings_views.xml"],
    "assets": {
        "web.assets_backend": [
            "errand_dispatch/static/src/courier/lib/contest.js",
            "errand_board/static/src/board/**/*",
        ],
        "web.assets_unit_tests": ["errand_board/static/tests/*.js"],
    },
    "auto_install": True,
}
