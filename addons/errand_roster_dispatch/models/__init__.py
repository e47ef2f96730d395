from . import errand_worker
