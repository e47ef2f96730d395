from . import errand_complaint_resolve
