from . import test_roster_notice
