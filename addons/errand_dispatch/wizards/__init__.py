from . import errand_dispatch_trial
