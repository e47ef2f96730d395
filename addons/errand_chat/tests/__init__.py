from . import test_chat_close
from . import test_chat_files
from . import test_chat_pages
from . import test_chat_privacy
from . import test_chat_room
from . import test_chat_routes
from . import test_js
from . import test_turn
