"""How a command ends, as the shell sees it."""

OK = 0
FAILED = 1
WRONG_USE = 2
DATA_ABSENT = 3
INTERRUPTED = 130
