from . import errand_demo_day, errand_demo_evening, errand_demo_shop
