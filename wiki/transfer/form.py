"""The form in which a wiki leaves and enters: what the Markdown folder says, as values.

The folder itself is described in `wiki export --help`; `file_names`, `reading` and `export` know it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from wiki.core.errors import Refusal
from wiki.markup import PageName


@dataclass(frozen=True)
class Version:
    """One revision. Without `at` it is made now, without `by` the one who imports is credited."""

    source: str
    at: datetime | None = None
    by: str | None = None
    summary: str = ""
    minor: bool = False


@dataclass(frozen=True)
class Post:
    """Something said in a topic, and what was said in answer to it."""

    at: datetime
    by: str | None
    source: str
    replies: tuple["Post", ...] = ()


@dataclass(frozen=True)
class Closing:
    """That a topic was closed."""

    at: datetime
    by: str | None


@dataclass(frozen=True)
class Discussion:
    """A topic: its title, the post that opened it with everything said below, and whether it is closed."""

    title: str
    opening: Post
    closed: Closing | None = None


@dataclass(frozen=True)
class Sidecar:
    """What stands in the YAML file beside a page. `versions` is empty when it tells no history."""

    title: str | None = None
    versions: tuple[Version, ...] = ()
    topics: tuple[Discussion, ...] = ()


@dataclass(frozen=True)
class PageFile:
    """A page as the folder has it: every version, oldest first (at least one), and what is talked about."""

    path: PurePosixPath
    name: PageName
    versions: tuple[Version, ...]
    topics: tuple[Discussion, ...] = ()
    has_history: bool = False

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
