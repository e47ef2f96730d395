# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Demo Day",
    "summary": "A made-up day of orders in Hangzhou, paid with the Demo provider",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": [
        "errand_chat",
        "errand_loyalty",
        "errand_payout",
        "errand_support",
        "errand_website",
        "errand_website_sale",
        "payment_demo",
    ],
    "demo": ["demo/errand_demo_day.xml", "demo/errand_demo_footer.xml"],
}
