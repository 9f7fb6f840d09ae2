"""The words around a match: whole sentences of the document as it is now, with what was looked for marked."""

import re
from collections.abc import Iterator

from wiki.markup.contacts import is_contact_heading
from wiki.search.answering.seeker import Seeker, all_met
from wiki.search.language import distinct, words

Piece = tuple[str, bool]  # text, and whether it was looked for

LONGEST = 320  # characters of a snippet
ENOUGH = 120  # a sentence shorter than this gets the next one for company
TELLING = 60  # characters; what a page begins with and is shorter says mostly not what it is about
MOST_TEXT = 60_000  # characters of a document that are read for its snippet
BELOW_HEADING = 0.5  # what a heading meets is worth so much for the sentence below it

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][\"”’)\]]*(?=\s+[\"”’(\[]*[A-ZÅÄÖÆØÉ0-9])|(?=\n)|$)")
_SPACES = re.compile(r"\s+")
_CLAUSE = re.compile(r"[,;:)] | [–—] ")  # where a long sentence may be cut


def snippet(text: str, seeker: Seeker, language: str | None, headings: str = "", title: str = "") -> tuple[Piece, ...]:
    """One or two sentences of `text` that meet most of what is looked for; its beginning where none meets anything.

    `headings` stand in the text on lines of their own. They are no sentences, but tell what those below are about. What
    the `title` says all of is what the page is about, and its beginning says what that is.
    """
    text = text[:MOST_TEXT]
    named = all_met(seeker.met_among(distinct(title), language).values())
    above = named if sum(named.values()) >= seeker.count else {}
    start, end = _best(text, seeker, language, frozenset(headings.split("\n")), above)
    return tuple(_pieces(_cut(text, start, end, seeker, language), seeker, language))


def without_contact(text: str, headings: str) -> str:
    """`text`, a paragraph a line, without what stands under those of its `headings` that say whom to ask.

    The page is found by it, but an address is not shown far from the page that it stands on.
    """
    known = set(headings.split("\n"))
    if not any(map(is_contact_heading, known)):
        return text
    kept, in_contact = [], False
    for line in text.split("\n"):
        in_contact = is_contact_heading(line) if line in known else in_contact
        if not in_contact:
            kept.append(line)
    return "\n".join(kept)


def _best(
    text: str, seeker: Seeker, language: str | None, headings: frozenset[str], above: dict[int, float]
) -> tuple[int, int]:
    """Where the best sentence begins and ends, with the next when it is short. The first of several as good.

    The first sentence is met by what stands `above` the text as well.
    """
    best, start, end = 0.0, 0, 0
    line_start = 0
    for line in text.split("\n"):
        met = seeker.met_among(distinct(line), language)
        if line.strip() in headings:
            if sum(above.values()) < seeker.count:
                above = {number: worth * BELOW_HEADING for number, worth in all_met(met.values()).items()}
        elif line and (met or above or not end):
            for sentence in _SENTENCE.finditer(line):
                here = [met[word] for word in distinct(sentence.group()) & met.keys()]
                is_slogan = sum(above.values()) >= seeker.count and len(sentence.group()) < TELLING
                score = sum(all_met(here if is_slogan else [*here, above]).values())
                above = above if is_slogan else {}
                if score > best or not end:
                    best, (start, end) = score, (line_start + sentence.start(), line_start + sentence.end())
            if best >= seeker.count or seeker.is_late:
                break
        line_start += len(line) + 1
    return start, _with_company(text, start, end, headings)


def _with_company(text: str, start: int, end: int, headings: frozenset[str]) -> int:
    """Where a snippet ends that begins with the sentence from `start` to `end`."""
    while end - start < ENOUGH and (following := _SENTENCE.search(text, end)):
        if following.end() - start > LONGEST or following.group().strip() in headings:
            break
        end = following.end()
    return end


def _cut(text: str, start: int, end: int, seeker: Seeker, language: str | None) -> str:
    """`text[start:end]`, or a part of it around its first match, with dots where something was left out."""
    if end - start <= LONGEST:
        return _SPACES.sub(" ", text[start:end]).strip()
    met = seeker.met_among(distinct(text[start:end]), language)
    found = (word for word in words(text[start:end]) if word.text in met)
    first = next(found, None)
    match, after = (start + first.start, start + first.end) if first else (start, start)
    begin = start if match - start < LONGEST * 2 // 3 else _beginning(text, match - LONGEST // 3, match)
    stop = end if end - begin <= LONGEST else _ending(text, max(after, begin + LONGEST // 2), begin + LONGEST)
    cut = _SPACES.sub(" ", text[begin:stop]).strip()
    return f"{'… ' if begin > start else ''}{cut}{' …' if stop < end else ''}"


def _beginning(text: str, earliest: int, match: int) -> int:
    """Where a cut sentence may begin: after the last sign of a clause before `match`, else after a space."""
    clauses = [found.end() for found in _CLAUSE.finditer(text, earliest, match)]
    return clauses[0] if clauses else text.find(" ", earliest, match) + 1 or match


def _ending(text: str, earliest: int, latest: int) -> int:
    """Where a cut sentence may end: before the last sign of a clause, else before a space."""
    clauses = [found.start() for found in _CLAUSE.finditer(text, earliest, latest)]
    if clauses:
        return clauses[-1]
    space = text.rfind(" ", earliest, latest)
    return space if space > 0 else max(earliest, latest)


def _pieces(text: str, seeker: Seeker, language: str | None) -> Iterator[Piece]:
    done = 0
    met = seeker.met_among(distinct(text), language)
    for word in words(text):
        if word.text in met:
            if word.start > done:
                yield text[done : word.start], False
            yield text[word.start : word.end], True
            done = word.end
    if done < len(text):
        yield text[done:], False
