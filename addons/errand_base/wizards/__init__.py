from . import errand_cancel_wizard
from . import errand_desk_act
from . import errand_price_trial
