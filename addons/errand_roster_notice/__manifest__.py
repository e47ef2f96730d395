# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Errand: Notices of the Roster",
    "summary": "Shifts, swaps and absences are told by every channel",
    "version": "19.0.1.0.0",
    "category": "Services/Errand",
    "license": "LGPL-3",
    "author": "The Errand Authors",
    "website": "https://github.com/errand-suite/errand",
    "depends": ["errand_notice", "errand_roster"],
    "data": [
        "data/mail_template_data.xml",
        "data/errand_notice_kind_data.xml",
    ],
    "auto_install": True,
}
