from . import call
from . import courier_app
