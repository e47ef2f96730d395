# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Roster in the Courier App",
    "summary": "The courier app shows the next shift and opens the page of shifts",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_dispatch", "errand_roster"],
    "data": ["views/shifts_templates.xml"],
    "assets": {
        "errand_dispatch.assets_courier": [
            "errand_roster_dispatch/static/src/courier/**/*",
        ],
        "web.assets_unit_tests": [
            "errand_roster_dispatch/static/src/courier/**/*.js",
            "errand_roster_dispatch/static/src/courier/**/*.xml",
            "errand_roster_dispatch/static/tests/*.js",
        ],
    },
    "auto_install": True,
}
