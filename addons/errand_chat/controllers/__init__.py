from . import chat
from . import courier_app
from . import discuss
from . import follow
