from . import controllers
from . import forms
from . import models
