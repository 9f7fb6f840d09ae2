"""The form in which a wiki leaves and enters: what the Markdown folder says, as values.

The folder itself is described in `wiki export --help`; `file_names`, `reading` and `export` know it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from wiki.core.errors import Refusal
from wiki.markup import PageName
from wiki.transfer.said import Said

NOTHING_SAID = Said()


@dataclass(frozen=True)
class Signed:
    """Who did something, and when."""

    at: datetime
    by: str | None


@dataclass(frozen=True)
class Version:
    """One revision. Without `at` it is made now, without `by` the one who imports is credited."""

    source: str
    at: datetime | None = None
    by: str | None = None
    summary: str = ""
    minor: bool = False
    thanked: tuple[Signed, ...] = ()


@dataclass(frozen=True)
class Kept:
    """One version of a picture or document. Its bytes lie in the file `path` beside the page's own."""

    path: PurePosixPath
    checksum: str = ""
    at: datetime | None = None
    by: str | None = None
    comment: str = ""


@dataclass(frozen=True)
class Amended(Signed):
    """A later text of a post."""

    source: str


@dataclass(frozen=True)
class Hiding(Signed):
    """That a post was hidden, and why."""

    reason: str


@dataclass(frozen=True)
class Moved(Signed):
    """That a topic was moved from the talk page of `page`, by its full name."""

    page: str


@dataclass(frozen=True)
class Post:
    """Something said in a topic, and what was said in answer to it.

    `source` is the text that it had first, empty where it is hidden and has not come along. `answer`: that it answers
    the topic's question.
    """

    at: datetime
    by: str | None
    source: str
    replies: tuple["Post", ...] = ()
    amended: tuple[Amended, ...] = ()
    thanked: tuple[Signed, ...] = ()
    answer: Signed | None = None
    hidden: Hiding | None = None

    @property
    def people(self) -> set[str | None]:
        """Everybody who is named, but for those in the replies."""
        signed = [*self.amended, *self.thanked, *(each for each in (self.answer, self.hidden) if each)]
        return {self.by, *(each.by for each in signed)}


@dataclass(frozen=True)
class Quoted:
    """The passage that a topic is about: words of `page` in its version of `at`, and what stood around them."""

    page: str
    at: datetime
    words: str
    before: str = ""
    after: str = ""
    heading: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Discussion:
    """A topic: its title, the post that opened it with everything said below, and whether it is closed.

    Without a `kind` its title tells whether it is a question.
    """

    title: str
    opening: Post
    closed: Signed | None = None
    kind: str | None = None
    moved: tuple[Moved, ...] = ()
    about: Quoted | None = None


@dataclass(frozen=True)
class Sidecar:
    """What stands in the YAML file beside a page. `versions` is empty when it tells no history."""

    title: str | None = None
    versions: tuple[Version, ...] = ()
    topics: tuple[Discussion, ...] = ()
    files: tuple[Kept, ...] = ()
    said: Said = NOTHING_SAID


@dataclass(frozen=True)
class PageFile:
    """A page as the folder has it: every version, oldest first (at least one), and what is talked about.

    The page of a picture or document has `files` too, oldest first.
    """

    path: PurePosixPath
    name: PageName
    versions: tuple[Version, ...]
    topics: tuple[Discussion, ...] = ()
    has_history: bool = False
    files: tuple[Kept, ...] = ()
    said: Said = NOTHING_SAID

    @property
    def source(self) -> str:
        """The current text."""
        return self.versions[-1].source


@dataclass(frozen=True)
class Someone:
    """A user as the folder has them: who they are, never how they sign in nor what they may do."""

    name: str
    municipality: str | None = None
    demo: bool = False


@dataclass(frozen=True)
class Fault:
    """Something that was left out: where it stands, and a sentence that says why."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class Unreadable(Refusal):
    """A file of the folder does not say what it should. `line` counts from 1; None when it is about the whole file."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line
