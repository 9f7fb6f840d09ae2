"""Reading YAML without surprises: every scalar is the text that stands there, every value knows its line.

PyYAML's own construction would turn the municipality code 0114 into the number 76, and forgets where things stood.
Anchors and aliases are refused: no file of ours has them, and with them ten lines can say a billion things.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from wiki.transfer.form import Unreadable

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C library is ten times as fast, where it is installed


@dataclass(frozen=True)
class Node:
    """A text, a list of nodes or a mapping of texts to nodes, and the line it begins on."""

    value: "str | list[Node] | dict[str, Node]"
    line: int

    def text(self) -> str:
        """The value as a text. Raises Unreadable."""
        if not isinstance(self.value, str):
            raise Unreadable("a text is expected here", self.line)
        return self.value

    def items(self) -> "list[Node]":
        """The value as a list. Raises Unreadable."""
        if self.value == "":
            return []
        if not isinstance(self.value, list):
            raise Unreadable("a list is expected here", self.line)
        return self.value

    def fields(self, *known: str, required: tuple[str, ...] = ()) -> "dict[str, Node]":
        """The value as a mapping of `known` keys, among them those `required`. Raises Unreadable."""
        if not isinstance(self.value, dict):
            raise Unreadable(f"a mapping is expected here, with {', '.join(known)}", self.line)
        for key, node in self.value.items():
            if key not in known:
                raise Unreadable(f"“{key}” is not known here; these are: {', '.join(known)}", node.line)
        for key in required:
            if key not in self.value:
                raise Unreadable(f"“{key}” is missing", self.line)
        return self.value


def read_yaml(text: str) -> Node:
    """The tree that `text` describes; an empty file is an empty text. Raises Unreadable."""
    try:
        events = yaml.parse(text, Loader=_LOADER)
        return _build(events)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "the file cannot be read"
        raise Unreadable(f"this is no YAML: {problem}", mark.line + 1 if mark else None) from error


def _build(events: Iterator[yaml.Event]) -> Node:
    """Put the events together, with a stack of our own: how deep a file may go is not for Python's stack to decide."""
    root: list[Node] = []
    open_nodes: list[Node] = [Node(root, 1)]
    keys: list[str | None] = [None]
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable("anchors and aliases are not understood", line)
        if isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            keys.pop()
        elif isinstance(event, yaml.ScalarEvent):
            _add(open_nodes[-1], keys, Node(event.value, line))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], line)
            _add(open_nodes[-1], keys, node)
            open_nodes.append(node)
            keys.append(None)
    if len(root) > 1:
        raise Unreadable("there is more than one document in the file", root[1].line)
    return root[0] if root else Node("", 1)


def _add(parent: Node, keys: list[str | None], node: Node) -> None:
    """Put `node` where it belongs in `parent`; in a mapping every other node is the key of the next."""
    if isinstance(parent.value, list):
        parent.value.append(node)
    elif isinstance(parent.value, dict):
        key = keys[-1]
        if key is None:
            key = node.text()
            if key in parent.value:
                raise Unreadable(f"“{key}” stands here twice", node.line)
            keys[-1] = key
        else:
            parent.value[key] = node
            keys[-1] = None
