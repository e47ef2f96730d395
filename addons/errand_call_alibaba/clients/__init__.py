from . import alibaba_call
