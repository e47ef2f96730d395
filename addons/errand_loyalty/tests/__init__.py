from . import test_coupon
from . import test_pages
from . import test_wallet
from . import test_books
