# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)


def open_sign_up(env):
    """Let anyone make an account on the websites that are there already (R0.14)."""
    websites = env["website"].search([("auth_signup_uninvited", "!=", "b2c")])
    websites.auth_signup_uninvited = "b2c"
