from . import main
from . import branches
from . import handover
