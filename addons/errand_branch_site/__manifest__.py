# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Sites of Branches",
    "summary": "Each branch has its own site; visitors find the one near them",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_website"],
    "external_dependencies": {"python": ["maxminddb"]},
    "data": [
        "security/ir.model.access.csv",
        "wizards/errand_site_wizard_views.xml",
        "views/errand_branch_views.xml",
        "views/res_config_settings_views.xml",
        "views/branches_templates.xml",
        "views/site_bar_templates.xml",
        "data/errand_setup_step_data.xml",
    ],
    "demo": ["demo/website_demo.xml"],
    "assets": {
        "web.assets_frontend": [
            "errand_branch_site/static/src/scss/site.scss",
            "errand_branch_site/static/src/interactions/errand_near.js",
        ],
    },
}
