from . import test_courier_app
from . import test_courier_app_journey
from . import test_courier_app_js
from . import test_courier_app_routes
from . import test_errand_position
from . import test_grab
from . import test_pool
from . import test_slot
