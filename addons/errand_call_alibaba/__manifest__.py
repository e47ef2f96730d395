# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Masked Calls by Alibaba Cloud",
    "summary": "Virtual numbers of Alibaba Cloud's number privacy protection",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_call", "errand_sms_alibaba"],
    "data": [
        "views/res_config_settings_views.xml",
    ],
}
