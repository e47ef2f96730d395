from . import courier
from . import courier_app
