from . import errand_desk
from . import errand_desk_search
from . import errand_setup_step
