# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Points of Complaints",
    "summary": "The points rule for complaints is proposed to whoever decides",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_roster", "errand_support"],
    "data": ["wizards/errand_complaint_resolve_views.xml"],
    "auto_install": True,
}
