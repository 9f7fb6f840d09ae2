"""Nothing becomes garbage while the tests are collected; `conftest.py` has the collector look for it from then on."""

import gc

gc.disable()
