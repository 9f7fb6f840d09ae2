"""`python -m wiki` is `wiki`."""

from wiki.cli import main

main()
