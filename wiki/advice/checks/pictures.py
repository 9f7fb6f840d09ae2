"""Pictures that say nothing to those who cannot see them."""

import re
from collections.abc import Callable, Collection, Container, Iterator
from itertools import islice

from wiki.advice.findings import ANSWER, Finding, Fix
from wiki.core.errors import N_
from wiki.markup import PageName
from wiki.markup.pictures import PICTURE, Picture, is_picture, read_picture

Telling = Callable[[Collection[PageName]], Container[PageName]]
"""Those of some files whose own pages say what a picture shows, or that it is decorative."""
ASKED = 200  # pictures that are looked at: no page that people read has more

_PICTURE = re.compile(PICTURE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()\s]+)((?: +\"[^\"]*\")?)\)")
_ALT = re.compile(r"\| *alt *=[^|\[\]]*", re.IGNORECASE)
_FILE_NAME = re.compile(
    r".*\.(?:png|jpe?g|gif|webp|avif|svg|heic|tiff?|bmp)|(?:img|dsc|dscn|dscf|bild|bilde|image|foto|photo|skärmbild|"
    r"skärmavbild|skjermbilde|screenshot|untitled|namnlös)[\W_]*\d[\d\W_]*",
    re.IGNORECASE,
)
_QUESTION = N_("What does the picture show?")


def pictures_without_words(text: str, telling: Telling) -> Iterator[Finding]:
    """Pictures without alternative text, or with the name of a file in its place; `text` is the prose of a source."""
    shown = list(islice(_pictures(text), ASKED))
    told = telling({picture.page for _, picture in shown if picture.alt is None})
    for found, picture in shown:
        inside = _ALT.sub("", found[0][2:-2])
        fixes = (
            Fix(N_("Add"), found.start(), found.end(), f"[[{inside}|alt={ANSWER}]]", _QUESTION),
            Fix(N_("It is only decoration"), found.start(), found.end(), f"[[{inside}|dekorativ]]"),
        )
        if picture.alt is None and picture.page not in told:
            yield _missing(found, fixes)
        elif picture.alt and is_file_name(picture.alt, picture.page.title):
            yield _only_a_name(found, picture.alt, fixes)
    for image in _IMAGE.finditer(text):
        fix = Fix(N_("Add"), image.start(), image.end(), f"![{ANSWER}]({image[2]}{image[3]})", _QUESTION)
        if not image[1].strip():
            yield _missing(image, (fix,))
        elif is_file_name(image[1], image[2].rsplit("/", 1)[-1]):
            yield _only_a_name(image, image[1], (fix,))


def _pictures(text: str) -> Iterator[tuple[re.Match[str], Picture]]:
    for found in _PICTURE.finditer(text):
        picture = read_picture(found[0][2:-2])
        if picture and is_picture(picture.page) and not found[0][2:].lstrip().startswith(":"):
            yield found, picture


def is_file_name(alt: str, title: str) -> bool:
    """Whether an alternative text is only the name of the file `title`, or of some other."""
    is_the_name = _bare(alt) == _bare(title.rsplit(".", 1)[0]) and not re.search(r"\w \w", alt)
    return is_the_name or bool(_FILE_NAME.fullmatch(alt.strip()))


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


def _missing(found: re.Match[str], fixes: tuple[Fix, ...]) -> Finding:
    return Finding(
        code="alt",
        severity="fix",
        title=N_("A picture has no alternative text."),
        text=N_("Describe what it shows, or mark it as decorative."),
        start=found.start(),
        end=found.end(),
        fixes=fixes,
    )


def _only_a_name(found: re.Match[str], alt: str, fixes: tuple[Fix, ...]) -> Finding:
    return Finding(
        code="alt",
        severity="fix",
        title=N_("A picture is described by the name of its file."),
        text=N_("“%(alt)s” says little to those who cannot see it. Describe what it shows."),
        start=found.start(),
        end=found.end(),
        params={"alt": alt},
        fixes=fixes,
    )
