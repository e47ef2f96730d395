# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: SMS by Alibaba Cloud",
    "summary": "Send SMS through Alibaba Cloud, with approved templates",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_notice"],
    "external_dependencies": {"python": ["requests"]},
    "data": [
        "views/errand_notice_kind_views.xml",
        "views/res_config_settings_views.xml",
    ],
}
