"""All that must be there before anything starts."""

from . import nginx, node, odoo_source, packages, python_env, wkhtmltopdf
from .lock import held
from .store import Store


def prepare(settings, for_tests=False):
    """Do every step of set-up whose inputs changed; return the Odoo to use."""
    with held(settings.var / "setup.lock", "set-up"):
        needs = packages.TO_RUN + (packages.TO_TEST if for_tests else ())
        packages.need(needs, settings)
        store = Store(settings.var)
        odoo = odoo_source.need(settings, store)
        python_env.need(settings, store, odoo)
        node.need(settings, store)
        wkhtmltopdf.need(settings, store)
        if for_tests:
            nginx.need(settings, store)
    return odoo
