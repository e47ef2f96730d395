"""The ground Errand stands on: set-up, demo, tests; the standard library only.

One idea a module. ``__main__`` reads the command, ``commands`` says what each
command needs, ``store`` makes each thing once and survives being killed.
"""
