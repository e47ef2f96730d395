from . import test_payout
from . import test_cash
from . import test_statement
