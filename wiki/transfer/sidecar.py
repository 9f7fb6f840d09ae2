"""The YAML files of the folder: what stands beside a page, and the list of users."""

from collections.abc import Sequence
from datetime import UTC, datetime

from wiki.markup import normalise
from wiki.transfer.form import Closing, Discussion, Post, Sidecar, Someone, Unreadable, Version
from wiki.transfer.yaml_text import Tree, write_yaml
from wiki.transfer.yaml_tree import Node, read_yaml

DEEPEST = 200  # replies to replies to replies; Python's own stack ends at 1000


def write_sidecar(sidecar: Sidecar) -> str:
    """The YAML file of a page; the last version's text is not in it, because it stands in the page's own file."""
    tree: dict[str, Tree] = {}
    if sidecar.title is not None:
        tree["title"] = sidecar.title
    last = len(sidecar.versions) - 1
    tree["revisions"] = [_version(each, number < last) for number, each in enumerate(sidecar.versions)]
    if sidecar.topics:
        tree["topics"] = [_discussion(each) for each in sidecar.topics]
    return write_yaml(tree)


def _version(version: Version, with_source: bool) -> Tree:
    tree: dict[str, Tree] = _signed(version.at, version.by)
    if version.summary:
        tree["summary"] = version.summary
    if version.minor:
        tree["minor"] = True
    if with_source:
        tree["source"] = version.source
    return tree


def _discussion(discussion: Discussion) -> Tree:
    tree: dict[str, Tree] = {"title": discussion.title, **_post(discussion.opening)}
    if discussion.closed:
        tree["closed"] = _signed(discussion.closed.at, discussion.closed.by)
    return tree


def _post(post: Post) -> dict[str, Tree]:
    tree = {**_signed(post.at, post.by), "source": post.source}
    return {**tree, "replies": [_post(each) for each in post.replies]} if post.replies else tree


def _signed(at: datetime | None, by: str | None) -> dict[str, Tree]:
    assert at is not None
    when: dict[str, Tree] = {"at": at.astimezone(UTC).isoformat()}
    return {**when, "by": by} if by is not None else when


def read_sidecar(text: str, source: str) -> Sidecar:
    """What a page's YAML file says; `source` is the page's own file. Raises Unreadable."""
    root = read_yaml(text)
    if root.value == "":
        return Sidecar()
    fields = root.fields("title", "revisions", "topics")
    revisions = fields["revisions"].items() if "revisions" in fields else []
    versions = [_read_version(node) for node in revisions[:-1]]
    if revisions:
        versions.append(_read_version(revisions[-1], source))
    topics = fields["topics"].items() if "topics" in fields else []
    title = fields["title"].text() if "title" in fields else None
    return Sidecar(title, tuple(versions), tuple(_read_discussion(node) for node in topics))


def _read_version(node: Node, source: str | None = None) -> Version:
    required = ("at", "source") if source is None else ("at",)
    fields = node.fields("at", "by", "summary", "minor", "source", required=required)
    if source is None:
        source = fields["source"].text()
    elif "source" in fields:
        raise Unreadable("the newest revision's text stands in the page's own file, not here", fields["source"].line)
    return Version(
        source=normalise(source),
        at=_moment(fields["at"]),
        by=_name(fields.get("by")),
        summary=fields["summary"].text() if "summary" in fields else "",
        minor="minor" in fields and _flag(fields["minor"]),
    )


def _read_discussion(node: Node) -> Discussion:
    fields = node.fields("title", "at", "by", "source", "replies", "closed", required=("title", "at", "source"))
    closed = fields["closed"].fields("at", "by", required=("at",)) if "closed" in fields else None
    return Discussion(
        title=fields["title"].text(),
        opening=_posted(fields, depth=0),
        closed=Closing(_moment(closed["at"]), _name(closed.get("by"))) if closed else None,
    )


def _posted(fields: dict[str, Node], depth: int) -> Post:
    replies = fields["replies"].items() if "replies" in fields else []
    if replies and depth >= DEEPEST:
        raise Unreadable(f"replies lie more than {DEEPEST} deep", replies[0].line)
    known = ("at", "by", "source", "replies")
    below = (node.fields(*known, required=("at", "source")) for node in replies)
    return Post(
        at=_moment(fields["at"]),
        by=_name(fields.get("by")),
        source=normalise(fields["source"].text()),
        replies=tuple(_posted(each, depth + 1) for each in below),
    )


def _moment(node: Node) -> datetime:
    try:
        moment = datetime.fromisoformat(node.text())
        if moment.tzinfo is None:
            raise Unreadable(f"“{node.text()}” does not tell the time zone; write +01:00 or Z at its end", node.line)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable(f"“{node.text()}” is no moment; write it as 2026-11-20T15:10:00+01:00", node.line) from None


def _name(node: Node | None) -> str | None:
    return (node.text().strip() or None) if node else None


def _flag(node: Node) -> bool:
    if node.text().lower() not in {"true", "false"}:
        raise Unreadable("true or false is expected here", node.line)
    return node.text().lower() == "true"


def write_users(people: Sequence[Someone]) -> str:
    """The list of users. It holds who they are, never how they sign in nor what they may do."""
    return write_yaml([_someone(each) for each in people]) if people else ""


def _someone(person: Someone) -> Tree:
    tree: dict[str, Tree] = {"name": person.name}
    if person.municipality:
        tree["municipality"] = person.municipality
    return {**tree, "demo": True} if person.demo else tree


def read_users(text: str) -> list[tuple[Someone, int]]:
    """The users of the list, each with the line it stands on. Raises Unreadable."""
    return [(_read_someone(node), node.line) for node in read_yaml(text).items()]


def _read_someone(node: Node) -> Someone:
    fields = node.fields("name", "municipality", "demo", required=("name",))
    municipality = _name(fields.get("municipality"))
    return Someone(fields["name"].text(), municipality, "demo" in fields and _flag(fields["demo"]))
