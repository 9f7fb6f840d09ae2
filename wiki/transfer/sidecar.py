"""The YAML files of the folder: what stands beside a page, and the list of users."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from wiki.markup import normalise
from wiki.transfer.form import Kept, Sidecar, Someone, Unreadable, Version
from wiki.transfer.said_yaml import KEYS, read_said, write_said
from wiki.transfer.topics_yaml import read_discussion, read_signed, write_discussion
from wiki.transfer.yaml_text import Tree, write_yaml
from wiki.transfer.yaml_tree import Node, read_yaml
from wiki.transfer.yaml_words import read_moment, read_name, write_signed


def write_sidecar(sidecar: Sidecar) -> str:
    """The YAML file of a page; the last version's text is not in it, because it stands in the page's own file."""
    tree: dict[str, Tree] = {}
    if sidecar.title is not None:
        tree["title"] = sidecar.title
    last = len(sidecar.versions) - 1
    tree["revisions"] = [_version(each, number < last) for number, each in enumerate(sidecar.versions)]
    if sidecar.files:
        tree["files"] = [_kept(each) for each in sidecar.files]
    if sidecar.topics:
        tree["topics"] = [write_discussion(each) for each in sidecar.topics]
    tree.update(write_said(sidecar.said))
    return write_yaml(tree)


def _version(version: Version, with_source: bool) -> Tree:
    tree: dict[str, Tree] = write_signed(version.at, version.by)
    if version.summary:
        tree["summary"] = version.summary
    if version.minor:
        tree["minor"] = True
    if with_source:
        tree["source"] = version.source
    if version.thanked:
        tree["thanked"] = [write_signed(each.at, each.by) for each in version.thanked]
    return tree


def _kept(kept: Kept) -> Tree:
    tree: dict[str, Tree] = {"name": kept.path.name, "checksum": kept.checksum, **write_signed(kept.at, kept.by)}
    return {**tree, "comment": kept.comment} if kept.comment else tree


def read_sidecar(text: str, source: str) -> Sidecar:
    """What a page's YAML file says; `source` is the page's own file. Raises Unreadable."""
    root = read_yaml(text)
    if root.value == "":
        return Sidecar()
    fields = root.fields("title", "revisions", "files", "topics", *KEYS)
    revisions = fields["revisions"].items() if "revisions" in fields else []
    versions = [_read_version(node) for node in revisions[:-1]]
    if revisions:
        versions.append(_read_version(revisions[-1], source))
    topics = fields["topics"].items() if "topics" in fields else []
    files = fields["files"].items() if "files" in fields else []
    title = fields["title"].text() if "title" in fields else None
    return Sidecar(
        title,
        tuple(versions),
        tuple(read_discussion(node) for node in topics),
        tuple(_read_kept(node) for node in files),
        read_said(fields),
    )


def _read_kept(node: Node) -> Kept:
    fields = node.fields("name", "checksum", "at", "by", "comment", required=("name", "at"))
    name = fields["name"].text()
    if "/" in name or name.startswith("."):
        raise Unreadable(f"“{name}” is no file beside this one", fields["name"].line)
    return Kept(
        path=PurePosixPath(name),
        checksum=fields["checksum"].text() if "checksum" in fields else "",
        at=read_moment(fields["at"]),
        by=read_name(fields.get("by")),
        comment=fields["comment"].text() if "comment" in fields else "",
    )


def _read_version(node: Node, source: str | None = None) -> Version:
    required = ("at", "source") if source is None else ("at",)
    fields = node.fields("at", "by", "summary", "minor", "source", "thanked", required=required)
    if source is None:
        source = fields["source"].text()
    elif "source" in fields:
        raise Unreadable("the newest revision's text stands in the page's own file, not here", fields["source"].line)
    return Version(
        source=normalise(source),
        at=read_moment(fields["at"]),
        by=read_name(fields.get("by")),
        summary=fields["summary"].text() if "summary" in fields else "",
        minor="minor" in fields and _flag(fields["minor"]),
        thanked=tuple(map(read_signed, fields["thanked"].items())) if "thanked" in fields else (),
    )


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
    municipality = read_name(fields.get("municipality"))
    return Someone(fields["name"].text(), municipality, "demo" in fields and _flag(fields["demo"]))
