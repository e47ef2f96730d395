from . import errand_call
from . import errand_event
from . import errand_order
from . import errand_task
from . import errand_task_courier
from . import res_company
from . import res_config_settings
from . import res_partner
