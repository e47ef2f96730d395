from . import test_errand_ledger
from . import test_errand_refund
from . import test_payment_transaction
