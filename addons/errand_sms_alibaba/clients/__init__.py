from . import alibaba
from . import alibaba_sms
