from . import errand_payout_reject
from . import errand_statement_wizard
