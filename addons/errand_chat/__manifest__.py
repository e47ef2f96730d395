# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Chat",
    "summary": "Customer, courier, recipient and support write and call in one room",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_website"],
    "data": [
        "data/ir_cron_data.xml",
        "views/errand_category_views.xml",
        "views/errand_order_views.xml",
        "views/chat_page_templates.xml",
        "views/chat_button_templates.xml",
    ],
    "assets": {
        # Discuss's public page without its own frame: ours is one room.
        "errand_chat.assets_chat": [
            ("include", "mail.assets_public"),
            ("remove", "mail/static/src/discuss/core/public/boot.js"),
            "errand_chat/static/src/page/**/*",
        ],
        "errand_dispatch.assets_courier": ["errand_chat/static/src/courier/**/*"],
        "web.assets_frontend": [
            "errand_chat/static/src/interactions/**/*.js",
            "errand_chat/static/src/interactions/**/*.scss",
        ],
        "web.assets_unit_tests": [
            "errand_chat/static/src/page/route_watch.js",
            "errand_chat/static/tests/**/*.test.js",
        ],
    },
}
