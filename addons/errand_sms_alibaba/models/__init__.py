from . import errand_notice_kind
from . import res_company
from . import res_config_settings
