from . import complaints
from . import courier_app
