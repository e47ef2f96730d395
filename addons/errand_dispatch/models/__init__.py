from . import errand_event
from . import errand_position
from . import errand_worker
from . import errand_task
from . import errand_task_courier
from . import res_company
from . import res_config_settings
