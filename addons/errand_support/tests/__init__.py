from . import test_complaint
from . import test_complaint_pages
from . import test_erasure
from . import test_resolution
