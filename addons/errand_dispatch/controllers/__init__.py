from . import courier
from . import courier_app
from . import courier_problem
from . import courier_goods
from . import courier_money
from . import courier_offers
