"""Places in a text that the wiki fills: `{{exempel}}` alone on a line is where the examples shall stand.

`{{exempel|tema=Piloter}}` is a place for the examples of a theme. What stands in double braces otherwise is text.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from wiki.markup.names import BadName, Namespace, PageName, parse_name

CLASS = "examples"
EXAMPLES_PLACE = f'<div class="{CLASS}">'
_PLACE = re.compile(
    r" {0,3}\{\{ *(?:exempel|eksempler|examples) *(?:\| *(?:tema|theme) *= *([^{}|]+?) *)?\}\} *$", re.IGNORECASE
)


def is_place(line: str) -> bool:
    """Whether the line is such a place and nothing else."""
    found = _PLACE.match(line)
    return found is not None and (not found[1] or _theme(found[1]) is not None)


def write_places(root: Element) -> None:
    """Make each such paragraph of the parsed page, at its outermost level, an empty element to be filled."""
    for at, paragraph in enumerate(list(root)):
        if paragraph.tag != "p" or len(paragraph) or not is_place(paragraph.text or ""):
            continue
        place = Element("div", {"class": CLASS})
        place.tail = paragraph.tail
        found = _PLACE.match(paragraph.text or "")
        if found and found[1] and (theme := _theme(found[1])):
            SubElement(place, "a", {"href": theme.path}).text = theme.title
        root[at] = place


def _theme(text: str) -> PageName | None:
    try:
        return parse_name(text, default=Namespace.THEME)
    except BadName:
        return None
