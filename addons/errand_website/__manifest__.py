# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Website",
    "summary": "Customers post errands, pay, follow them live and rate the courier",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_dispatch", "payment", "portal", "website"],
    "data": [
        "data/website_menu_data.xml",
        "views/website_home_templates.xml",
        "views/errand_category_templates.xml",
        "views/errand_form_templates.xml",
        "views/errand_form_field_templates.xml",
        "views/errand_form_price_templates.xml",
        "views/errand_review_templates.xml",
        "views/errand_order_templates.xml",
        "views/errand_order_live_templates.xml",
        "views/errand_order_list_templates.xml",
        "views/errand_follow_templates.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "errand_website/static/src/scss/**/*.scss",
            "errand_website/static/src/utils/**/*.js",
            "errand_website/static/src/interactions/**/*.js",
        ],
        "web.assets_unit_tests_setup": [
            "errand_website/static/src/utils/**/*.js",
            "errand_website/static/src/interactions/**/*.js",
        ],
        "web.assets_unit_tests": ["errand_website/static/tests/**/*.test.js"],
        "web.assets_tests": ["errand_website/static/tests/tours/**/*.js"],
    },
    "post_init_hook": "open_sign_up",
    "application": True,
}
