from . import errand_notice
from . import errand_notice_kind
from . import errand_worker
