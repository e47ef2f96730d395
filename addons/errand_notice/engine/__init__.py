from . import channels
from . import placeholders
