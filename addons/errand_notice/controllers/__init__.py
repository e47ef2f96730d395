from . import inbox
from . import push
from . import inbox_page
