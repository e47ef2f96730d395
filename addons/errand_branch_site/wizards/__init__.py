from . import errand_site_wizard
