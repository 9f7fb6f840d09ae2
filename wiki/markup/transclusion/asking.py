"""What can be told of a source without taking anything in: which pages it may ask for, and which values it wants."""

import re
from dataclasses import dataclass

from wiki.markup import frontmatter
from wiki.markup.names import BadName, Namespace, PageName, parse_name
from wiki.markup.transclusion.include import included
from wiki.markup.transclusion.parse import Call, Nodes, Parameter, parse

_CALLED = re.compile(r"\{\{[ \t\n]*([^{}|#<>\[\]\n/][^{}|#<>\[\]\n]{0,250})")
_MOST = 200


@dataclass(frozen=True)
class Wanted:
    """A parameter of a template: what it is called, and what stands there where nobody gives it, if anything does."""

    name: str
    default: str | None


def names_asked_for(source: str) -> set[PageName]:
    """The pages that `source` may take in, as far as they can be seen in it; to be fetched at once."""
    return {name for called in _CALLED.findall(source)[:_MOST] if (name := _name(called))}


def parameters_of(source: str) -> list[Wanted]:
    """The parameters of a template, numbers first, then names in the order in which they come."""
    found: dict[str, str | None] = {}
    body = included(frontmatter.read(source).body)
    _gather(parse(body), body, found)
    numbers = sorted((name for name in found if name.isdecimal()), key=int)
    names = [name for name in found if not name.isdecimal()]
    return [Wanted(name, found[name]) for name in [*numbers, *names]][:_MOST]


def _gather(nodes: Nodes, body: str, found: dict[str, str | None]) -> None:
    for node in nodes:
        if isinstance(node, str):
            continue
        if isinstance(node, Parameter) and len(node.parts[0]) == 1 and isinstance(node.parts[0][0], str):
            default = _written(node.parts[1], body) if len(node.parts) > 1 else None
            name = node.parts[0][0].strip()
            if name and found.get(name) is None:
                found[name] = default
        for part in node.parts[0 if isinstance(node, Call) else 1 :]:
            _gather(part, body, found)


def _written(nodes: Nodes, body: str) -> str:
    return "".join(each if isinstance(each, str) else body[each.start : each.end] for each in nodes)


def _name(called: str) -> PageName | None:
    try:
        return parse_name(called, default=Namespace.TEMPLATE)
    except BadName:
        return None
