from . import test_posting
from . import test_ledger_check
from . import test_invoice_request
