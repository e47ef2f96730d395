from . import secret
from . import transaction
