from . import actor
from . import ending
from . import geo
from . import pricing
