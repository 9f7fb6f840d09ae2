"""Numbers that come from outside: an address, a form."""

from wiki.core.db import MAX_ID

DIGITS = len(str(MAX_ID))


def row_number(text: str) -> int | None:
    """The number of a row that `text` names, or None when no row can have it.

    However long the text is: Python reads no number of more than some thousand digits, and the database none of eleven.
    """
    if not text.isdecimal() or len(text) > DIGITS or int(text) > MAX_ID:
        return None
    return int(text)
