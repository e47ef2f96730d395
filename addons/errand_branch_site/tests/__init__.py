from . import test_front_door
from . import test_front_page
from . import test_handover
from . import test_places
from . import test_setup_step
from . import test_site_wizard
