from . import controllers
from . import models
from . import wizards
from .hooks import drop_position_history
