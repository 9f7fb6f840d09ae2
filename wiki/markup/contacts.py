"""Ways to reach people in a text: headings that promise them, e-mail addresses and telephone numbers."""

import re

_HEADING = re.compile(
    r"(?:vår[at]? |våre |our )?(?:kontakt(?:er|a oss| oss|person(?:er)?|uppgift(?:er)?|info(?:rmation)?|opplysninger)?"
    r"|contacts?(?: us| persons?| details| information)?)\W*",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w-])")
_BETWEEN = r"[ \u00a0\u2009\-\u2013/]{0,2}"
_PHONE = re.compile(
    rf"(?<![\w/=.,+\-\u2013])(?:\+4[67]{_BETWEEN}(?:\(0\){_BETWEEN})?[1-9](?:{_BETWEEN}[0-9]){{6,8}}"
    rf"|0[1-9](?:{_BETWEEN}[0-9]){{7,9}})(?![\w\-\u2013])"
)
_CALLED = re.compile(
    rf"\b(?:tlf|tfn|tel|telefon|mobil)\.?:? ?(?P<number>[1-9](?:{_BETWEEN}[0-9]){{5,8}})(?!\w)", re.IGNORECASE
)


def is_contact_heading(heading: str) -> bool:
    """Whether what stands under `heading` is whom to ask, and nothing to show elsewhere."""
    return bool(_HEADING.fullmatch(heading.strip()))


def ways_to_reach(text: str) -> list[tuple[int, int]]:
    """Where in `text` e-mail addresses and telephone numbers stand: (start, end), in order."""
    found = [match.span() for pattern in (_MAIL, _PHONE) for match in pattern.finditer(text)]
    return sorted({*found, *(match.span("number") for match in _CALLED.finditer(text))})
