from . import errand_category
from . import errand_order
from . import errand_order_page
from . import errand_quote
from . import ir_websocket
from . import website
