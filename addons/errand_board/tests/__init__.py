from . import test_board
from . import test_board_hand
from . import test_board_js
from . import test_board_news
