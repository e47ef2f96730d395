from . import my_shifts
from . import roster_calendar
