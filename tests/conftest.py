"""For all tests: an example of hypothesis may take as long as the machine needs (what a cost may be is asserted by `tests.cost`), and the same
code meets the same examples in every run. `--hypothesis-profile searching` looks for others."""
from hypothesis import settings

settings.register_profile("searching", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
