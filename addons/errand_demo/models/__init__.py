from . import errand_demo_day
