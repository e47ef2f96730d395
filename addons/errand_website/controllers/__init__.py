from . import common
from . import post
from . import review
from . import orders
from . import follow
