from . import courier_app
from . import courier
