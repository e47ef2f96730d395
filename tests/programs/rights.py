"""Who may do what: every model by role and operation, and every route.

Run in an Odoo shell on a database with the demo people. Prints one JSON object:
``models``: model -> role -> letters of the operations, then what limits the rows;
``routes``: list of address, type, who may ask (auth), methods and parameters.
"""

import inspect
import json

from odoo.modules import module as modules

LOGINS = {
    "customer": "customer",
    "courier": "courier",
    "clerk": "clerk",
    "branch manager": "manager",
    "dispatcher": "dispatcher",
    "finance": "finance",
    "administrator": "admin",
}
OPERATIONS = {"read": "R", "write": "W", "create": "C", "unlink": "D"}
#: What a rule's domain speaks of, and the word for it; the narrowest first.
LIMITS = (
    ("user.partner_id", "own"),
    ("user.id", "own"),
    ("branch", "branch"),
    ("company", "company"),
)


def is_ours(module_name):
    return str(module_name or "").startswith("errand_")


def people():
    users = env["res.users"]  # noqa: F821
    found = {
        role: users.search([("login", "=", login)]).ensure_one()
        for role, login in LOGINS.items()
    }
    return {"anonymous": env.ref("base.public_user"), **found}  # noqa: F821


def limits_of(model, user):
    """Return what narrows the rows that a user reads, in one word."""
    rules = env["ir.rule"].with_user(user)._get_rules(model._name, "read")  # noqa: F821
    texts = [
        rule.domain_force or ""
        for rule in rules.sudo()
        if (rule.domain_force or "").replace(" ", "") not in ("", "[]", "[(1,'=',1)]")
    ]
    words = {
        next((word for sign, word in LIMITS if sign in text), "rule") for text in texts
    }
    order = ["own", "branch", "rule", "company"]
    return next((word for word in order if word in words), "")


def cell(model, user):
    theirs = model.with_user(user).with_context(active_test=False)
    letters = "".join(
        letter
        for operation, letter in OPERATIONS.items()
        if theirs.has_access(operation)
    )
    # Rows of a form that is not kept are their creator's alone: Odoo sees to that.
    limit = "own" if model._transient else limits_of(model, user)
    limit = limit if letters else ""
    return f"{letters} {limit}".strip()


def model_rights():
    roles = people()
    return {
        name: {role: cell(env[name], user) for role, user in roles.items()}  # noqa: F821
        for name in sorted(env)  # noqa: F821
        if is_ours(env[name]._original_module) and not env[name]._abstract  # noqa: F821
    }


def parameters(function):
    kinds = (
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.KEYWORD_ONLY,
    )
    return [
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self" and parameter.kind in kinds
    ]


def routes():
    rows = []
    names = [
        name
        for name in env.registry._init_modules  # noqa: F821
        if modules.get_module_path(name, display_warning=False)
    ]
    for address, endpoint in env["ir.http"]._generate_routing_rules(  # noqa: F821
        sorted(names), converters={}
    ):
        original = endpoint.func
        home = original.__module__.split(".")
        if len(home) < 3 or not is_ours(home[2]):
            continue
        rows.append(
            {
                "route": address,
                "type": endpoint.routing["type"],
                "auth": endpoint.routing["auth"],
                "methods": sorted(endpoint.routing.get("methods") or []),
                "parameters": parameters(original),
            }
        )
    return sorted(rows, key=lambda row: row["route"])


print("RESULT " + json.dumps({"models": model_rights(), "routes": routes()}))
