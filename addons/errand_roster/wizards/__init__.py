from . import errand_point_correction
