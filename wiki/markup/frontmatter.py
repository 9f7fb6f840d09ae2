"""Front matter: the structured fields of a page, as YAML between two lines of "---" at the very start of its source.

It is a small, safe part of YAML in which things mean what they look like: a date, a time, "no" and "0114" are text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

MAX_FRONT = 20_000
"""The longest front matter, in characters."""
MAX_BRACKETS = 200
"""How many lists and mappings may be written with brackets."""
MAX_DEPTH = 20
"""How deep lists and mappings may lie in each other."""

_FRONT = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LANGUAGE = re.compile("[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class FrontMatter:
    """A source taken apart: `raw + body` is the source; `broken` when there is a front matter nobody can read.

    `broken_line` is then the line of the source where the reader gave up, where it knows. `repeated` are the keys that
    stand more than once, of which only the last counts.
    """

    body: str
    raw: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    broken: bool = False
    broken_line: int | None = None
    repeated: tuple[str, ...] = ()

    @property
    def language(self) -> str | None:
        """The language the page says it is written in, if that looks like one ("sv", "nb", "en-GB")."""
        said = self.fields.get("språk") or self.fields.get("language")
        return said if isinstance(said, str) and _LANGUAGE.fullmatch(said) else None


def split(source: str) -> tuple[Mapping[str, object], str, str]:
    """The fields, the body, and the front matter as written (with its lines of "---"); never raises."""
    parts = read(source)
    return parts.fields, parts.body, parts.raw


def read(source: str) -> FrontMatter:
    """Take a normalised source apart; what cannot be read as front matter is part of the body. Never raises."""
    found = _FRONT.match(source[: MAX_FRONT + 10]) if source.startswith("---") else None
    if not found:
        return FrontMatter(source)
    if sum(map(found[1].count, "[{")) > MAX_BRACKETS:  # the reader's time grows with their square
        return FrontMatter(source, broken=True)
    try:
        loader = _Loader(found[1])
        node = loader.get_single_node()
        loaded = loader.construct_document(node) if node else {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return FrontMatter(source, broken=True, broken_line=_line_of(error))
    if loaded is None:
        loaded = {}
    if not isinstance(loaded, dict):
        return FrontMatter(source)
    fields = {str(key): value for key, value in loaded.items()}
    return FrontMatter(source[found.end() :], found[0], fields, repeated=_repeated(node))


def values(source: str) -> Iterator[tuple[str, int, int, str, bool]]:
    """Each text that a field of a normalised source says, in the order they stand.

    That is: the field, from where to where it is written, what it says, and whether it has no quotation marks.
    """
    found = _FRONT.match(source[: MAX_FRONT + 10]) if read(source).raw else None
    node = _Loader(found[1]).get_single_node() if found else None
    if not found or not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        for each in _scalars(value):
            start, end = found.start(1) + each.start_mark.index, found.start(1) + each.end_mark.index
            yield str(key.value), start, end, each.value, each.style is None


def without_field(source: str, name: str) -> str:
    """A normalised source without what its front matter says under `name`, in whatever case and way it is written."""
    found = _FRONT.match(source[: MAX_FRONT + 10]) if read(source).raw else None
    node = _Loader(found[1]).get_single_node() if found else None
    if not found or not isinstance(node, yaml.MappingNode):
        return source
    keys = [key for key, _value in node.value]
    front = found[1]
    for number, (key, value) in reversed([*enumerate(node.value)]):
        if str(key.value).casefold() == name:
            last = value.end_mark.index if node.flow_style else len(front)
            end = keys[number + 1].start_mark.index if number + 1 < len(keys) else last
            front = front[: key.start_mark.index] + front[end:]
    return source[: found.start(1)] + front + source[found.end(1) :]


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _scalars(each)


def _line_of(error: Exception) -> int | None:
    """The line of the source that an error in its YAML is about: where what was never closed began."""
    where = getattr(error, "problem_mark", None)
    if str(getattr(error, "context", "")).startswith(("while parsing a flow", "while scanning")):
        where = getattr(error, "context_mark", None) or where
    return where.line + 2 if where else None  # lines count from 0, and below the one with the dashes


def _repeated(node: yaml.Node | None) -> tuple[str, ...]:
    if not isinstance(node, yaml.MappingNode):
        return ()
    keys = Counter(str(key.value) for key, _ in node.value)
    return tuple(key for key, number in keys.items() if number > 1)


class _Loader(yaml.SafeLoader):
    """YAML without anchors, tags, dates and the other surprises; each value is text, number, truth, list or mapping."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  (the library's name; filled below)
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Read one value; refuse what can grow without bound, or be something other than it looks."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) or getattr(event, "tag", None) or self.depth > MAX_DEPTH:
            raise yaml.YAMLError
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _understand(tag: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


_understand("null", "~|null|", "~n")
_Loader.yaml_implicit_resolvers[""] = [("tag:yaml.org,2002:null", re.compile("$"))]
_understand("bool", "true|false", "tf")
_understand("int", "-?(?:0|[1-9][0-9]{0,14})", "-0123456789")
_understand("float", r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}", "-0123456789")
