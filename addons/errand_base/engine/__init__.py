from . import actor
from . import geo
from . import pricing
