from . import errand_branch
from . import errand_handover
from . import errand_setup_step
from . import res_company
from . import res_config_settings
from . import res_users
from . import website
