from . import address_form
