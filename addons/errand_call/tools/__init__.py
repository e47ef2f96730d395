from . import call_api
