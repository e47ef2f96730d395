from . import test_courier_app_js
from . import test_roster_of_app
