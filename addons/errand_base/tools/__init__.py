from . import near
from . import secret
from . import transaction
