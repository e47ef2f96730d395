from . import readers
from . import order_form
from . import filled
