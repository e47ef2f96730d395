from . import controllers
from . import forms
from . import models
from .hooks import open_sign_up
