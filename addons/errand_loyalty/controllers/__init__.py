from . import review
from . import wallet
