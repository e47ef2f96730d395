from . import errand_branch
from . import errand_branch_rule
from . import errand_order
from . import sale_order
