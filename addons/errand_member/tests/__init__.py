from . import test_addresses
from . import test_app
from . import test_code
from . import test_data
from . import test_join
from . import test_my_phone
from . import test_sign_in
