"""What of a page is for the page itself, and what for those that take it in."""

import re

from wiki.markup.transclusion.shielded import shielded

_TAG = re.compile("<(/?)(noinclude|includeonly|onlyinclude) ?>", re.IGNORECASE)
_NAMED = re.compile("<(?:noinclude|includeonly|onlyinclude) ?>", re.IGNORECASE)


def shown(text: str) -> str:
    """What readers of the page itself see of it: all but what stands between `<includeonly>` tags."""
    return _kept(text, without="includeonly") if _NAMED.search(text) else text


def included(text: str) -> str:
    """What others take in: what stands between `<onlyinclude>`, or else all but what `<noinclude>` encloses."""
    if not _NAMED.search(text):
        return text
    tags = _tags(text)
    if any(name == "onlyinclude" for _, _, _, name in tags):
        return "".join(text[start:end] for start, end in _between(tags, "onlyinclude", len(text)))
    return _kept(text, without="noinclude")


def _kept(text: str, without: str) -> str:
    """`text` without such stretches, and without the tags of the others."""
    tags = _tags(text)
    gone = _between(tags, without, len(text))
    kept, at = [], 0
    for start, end, _, _ in tags:
        if not any(first <= at < last for first, last in gone):
            kept.append(text[at:start])
        at = end
    if not any(first <= at < last for first, last in gone):
        kept.append(text[at:])
    return "".join(kept)


def _tags(text: str) -> list[tuple[int, int, bool, str]]:
    """The tags that count: where each begins and ends, whether it closes, and its name."""
    spans = shielded(text)
    return [
        (tag.start(), tag.end(), bool(tag[1]), tag[2].lower())
        for tag in _TAG.finditer(text)
        if not spans.cover(tag.start())
    ][:_MOST]


_MOST = 200  # tags on one page


def _between(tags: list[tuple[int, int, bool, str]], name: str, length: int) -> list[tuple[int, int]]:
    """The stretches that tags of that name enclose; one that is never closed goes on to the end."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for start, end, closes, called in tags:
        if called != name:
            continue
        if not closes and opened is None:
            opened = end
        elif closes and opened is not None:
            found.append((opened, start))
            opened = None
    return found if opened is None else [*found, (opened, length)]
