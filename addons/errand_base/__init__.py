from . import clients
from . import engine
from . import models
from . import tools
from . import wizards
from .hooks import lengthen_queue
