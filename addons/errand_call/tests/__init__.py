from . import test_call
from . import test_call_pages
from . import test_erasure
