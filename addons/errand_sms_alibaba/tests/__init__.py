from . import test_alibaba_sms
from . import test_provider
