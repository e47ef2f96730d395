from . import test_alibaba_call
