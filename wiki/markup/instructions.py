"""Instructions to those who write: a note or a quotation that begins with these words in bold.

    > [!NOTE]
    > **Instruktioner till dig som skriver**
    >
    > 1. Länka i stället för att kopiera.

Readers find it folded, those who edit the page find it open above the text. It is a note like any other to every
editor, so nothing has to know of it in order not to spoil it.
"""

import re
from xml.etree.ElementTree import Element, SubElement

WORDS = frozenset(
    {
        "instruktioner till dig som skriver",
        "till dig som skriver här",
        "instruksjoner til deg som skriver",
        "til deg som skriver her",
        "instructions to you who write",
    }
)
CLASS = "instructions"

_OPENED = f'<details class="{CLASS}">'
_STEP = re.compile("<(/?)details[ >]")


def write_instructions(root: Element) -> None:
    """Make each such box of the parsed page, at its outermost level, one that folds."""
    for place, box in enumerate(list(root)):
        bold = _opening_words(box)
        if bold is not None:
            root[place] = _folded(box, bold)


def instructions_in(html: str) -> str:
    """The boxes in rendered `html`, opened; empty where there are none."""
    found = []
    at = html.find(_OPENED)
    while at >= 0:
        end = _end(html, at)
        found.append(html[at:end].replace(_OPENED, f"{_OPENED[:-1]} open>", 1))
        at = html.find(_OPENED, end)
    return "\n".join(found)


def without_instructions(html: str) -> str:
    """Rendered `html` without the boxes, for those who only read."""
    at = html.find(_OPENED)
    while at >= 0:
        html = html[:at] + html[_end(html, at) :]
        at = html.find(_OPENED, at)
    return html


def _opening_words(box: Element) -> Element | None:
    """The bold words with which a box of instructions begins."""
    is_box = box.tag == "blockquote" or box.get("class", "").startswith("note")
    if not is_box or not len(box) or box[0].tag != "p" or (box[0].text or "").strip() or not len(box[0]):
        return None
    first = box[0][0]
    return first if first.tag == "strong" and _plain(first).casefold() in WORDS else None


def _plain(bold: Element) -> str:
    return " ".join("".join(bold.itertext()).split()).rstrip(" .:")


def _folded(box: Element, bold: Element) -> Element:
    details = Element("details", {"class": CLASS})
    SubElement(details, "summary").text = _plain(bold)
    first = box[0]
    first.text = (bold.tail or "").lstrip(" .:\n")
    first.remove(bold)
    details.extend(each for each in box if each is not first or first.text or len(first))
    details.tail = box.tail
    return details


def _end(html: str, start: int) -> int:
    depth = 0
    for step in _STEP.finditer(html, start):
        depth += -1 if step[1] else 1
        if depth == 0:
            return html.index(">", step.start()) + 1
    return len(html)
