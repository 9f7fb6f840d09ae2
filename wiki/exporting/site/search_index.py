"""The index that the copy's own search reads: scripts, one for each first letter of words, and one with the pages.

It is written a page at a time and sorted a letter at a time, so that memory does not grow with the wiki.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from typing import TextIO

TEXT, HEADING, TITLE = range(3)  # where a word stands; with the page's number in one number, see search.js
SHARDS = (*ascii_lowercase, "0", "other")
LONGEST = 40  # letters of a word
LEAD = 160  # letters of what is shown under a title

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ß": "ss", "œ": "oe"})
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]{2,}")


def folded(text: str) -> set[str]:
    """The words of `text` as they are compared: without case and accents, so that "vasteras" finds Västerås."""
    plain = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    return set(_WORD.findall(_ACCENTS.sub("", plain)))


def shard_of(word: str) -> str:
    """In which script a word stands."""
    first = word[0]
    return first if first in ascii_lowercase else "0" if first in "0123456789" else "other"


@dataclass(frozen=True)
class Found:
    """What is shown of a page that is found: its whole name, its kind in words, where it lies, its beginning."""

    title: str
    kind: str
    path: str
    lead: str
    language: str


class SearchIndex:
    """Writes the index below `folder`, from pages added one by one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "search"
        self._folder.mkdir()
        self._number = 0
        self._heaps: dict[str, TextIO] = {name: self._heap(name).open("w+", encoding="utf-8") for name in SHARDS}
        self._pages = (self._folder / "pages.js").open("w", encoding="utf-8", newline="\n")
        self._pages.write("wikiSearch.pages([")

    def _heap(self, name: str) -> Path:
        return self._folder / f"{name}.heap"

    def add(self, page: Found, headings: Iterable[str], text: str) -> None:
        """Add a page with what stands in it."""
        said = {**dict.fromkeys(folded(text), TEXT), **dict.fromkeys(folded(" ".join(headings)), HEADING)}
        said |= dict.fromkeys(folded(page.title), TITLE)
        for word, where in said.items():
            if len(word) <= LONGEST:
                self._heaps[shard_of(word)].write(f"{word} {self._number * 4 + where}\n")
        short = page.lead if len(page.lead) <= LEAD else f"{page.lead[:LEAD].rpartition(' ')[0]} …"
        row = json.dumps([page.title, page.kind, page.path, short, page.language], ensure_ascii=False)
        self._pages.write(f"{',' if self._number else ''}\n{_in_script(row)}")
        self._number += 1

    def finish(self) -> None:
        """Put what has been added in order."""
        self._pages.write("\n]);\n")
        self._pages.close()
        for name, heap in self._heaps.items():
            heap.seek(0)
            places: dict[str, list[int]] = defaultdict(list)
            for line in heap:
                word, place = line.split()
                places[word].append(int(place))
            heap.close()
            self._heap(name).unlink()
            words = json.dumps(places, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            script = f"wikiSearch.words({json.dumps(name)}, {_in_script(words)});\n"
            (self._folder / f"{name}.js").write_text(script, encoding="utf-8", newline="\n")


def _in_script(text: str) -> str:
    """JSON as a script may hold it: older browsers end a line at signs that JSON leaves as they are."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
