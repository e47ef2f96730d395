from . import errand_ledger_entry
from . import errand_ledger_line
from . import errand_refund
from . import errand_order
from . import payment_transaction
from . import res_company
