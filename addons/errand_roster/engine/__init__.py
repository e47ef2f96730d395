from . import ics
from . import roster
from . import weight
