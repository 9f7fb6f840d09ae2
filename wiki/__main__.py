"""`python -m wiki` is `wiki`."""

import gc

gc.disable()  # nothing becomes garbage while the program is read, and looking for it takes an eighth of the time

from wiki.cli import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
