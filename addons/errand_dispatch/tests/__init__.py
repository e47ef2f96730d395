from . import test_errand_position
from . import test_grab
from . import test_pool
from . import test_slot
