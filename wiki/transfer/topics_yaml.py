"""What is talked about, as it stands in the YAML file of a page."""

from wiki.markup import normalise
from wiki.transfer.form import Amended, Discussion, Hiding, Moved, Post, Quoted, Signed, Unreadable
from wiki.transfer.yaml_text import Tree
from wiki.transfer.yaml_tree import Node
from wiki.transfer.yaml_words import read_moment, read_name, write_signed

DEEPEST = 200  # replies to replies to replies; Python's own stack ends at 1000
SAID = ("at", "by", "source", "amended", "thanked", "answer", "hidden", "replies")  # of every post
AROUND = ("before", "after", "heading", "anchor")  # what stood around words that a topic is about


def write_discussion(discussion: Discussion) -> Tree:
    """A topic with all its posts."""
    tree: dict[str, Tree] = {"title": discussion.title}
    if discussion.kind:
        tree["kind"] = discussion.kind
    tree.update(_post(discussion.opening))
    if discussion.closed:
        tree["closed"] = write_signed(discussion.closed.at, discussion.closed.by)
    if discussion.moved:
        tree["moved"] = [{"from": each.page, **write_signed(each.at, each.by)} for each in discussion.moved]
    if discussion.about:
        tree["about"] = _quoted(discussion.about)
    return tree


def _quoted(about: Quoted) -> Tree:
    around = {name: getattr(about, name) for name in AROUND if getattr(about, name)}
    return {"page": about.page, **write_signed(about.at, None), "words": about.words, **around}


def _post(post: Post) -> dict[str, Tree]:
    tree = write_signed(post.at, post.by)
    if post.source or not post.hidden:
        tree["source"] = post.source
    if post.amended:
        tree["amended"] = [{**write_signed(each.at, each.by), "source": each.source} for each in post.amended]
    if post.thanked:
        tree["thanked"] = [write_signed(each.at, each.by) for each in post.thanked]
    if post.answer:
        tree["answer"] = write_signed(post.answer.at, post.answer.by)
    if post.hidden:
        tree["hidden"] = {**write_signed(post.hidden.at, post.hidden.by), "reason": post.hidden.reason}
    return {**tree, "replies": [_post(each) for each in post.replies]} if post.replies else tree


def read_discussion(node: Node) -> Discussion:
    """A topic with all its posts. Raises Unreadable."""
    fields = node.fields("title", "kind", "closed", "moved", "about", *SAID, required=("title", "at"))
    return Discussion(
        title=fields["title"].text(),
        opening=_posted(fields, node.line, depth=0),
        closed=read_signed(fields["closed"]) if "closed" in fields else None,
        kind=fields["kind"].text() if "kind" in fields else None,
        moved=tuple(map(_moved, fields["moved"].items())) if "moved" in fields else (),
        about=_read_quoted(fields["about"]) if "about" in fields else None,
    )


def _read_quoted(node: Node) -> Quoted:
    fields = node.fields("page", "at", "words", *AROUND, required=("page", "at", "words"))
    around = {name: fields[name].text() for name in AROUND if name in fields}
    return Quoted(fields["page"].text(), read_moment(fields["at"]), fields["words"].text(), **around)


def _posted(fields: dict[str, Node], line: int, depth: int) -> Post:
    replies = fields["replies"].items() if "replies" in fields else []
    if replies and depth >= DEEPEST:
        raise Unreadable(f"replies lie more than {DEEPEST} deep", replies[0].line)
    if "source" not in fields and "hidden" not in fields:
        raise Unreadable("“source” is missing", line)
    return Post(
        at=read_moment(fields["at"]),
        by=read_name(fields.get("by")),
        source=normalise(fields["source"].text()) if "source" in fields else "",
        replies=tuple(_posted(each.fields(*SAID, required=("at",)), each.line, depth + 1) for each in replies),
        amended=tuple(map(_amended, fields["amended"].items())) if "amended" in fields else (),
        thanked=tuple(map(read_signed, fields["thanked"].items())) if "thanked" in fields else (),
        answer=read_signed(fields["answer"]) if "answer" in fields else None,
        hidden=_hidden(fields["hidden"]) if "hidden" in fields else None,
    )


def _amended(node: Node) -> Amended:
    fields = node.fields("at", "by", "source", required=("at", "source"))
    return Amended(read_moment(fields["at"]), read_name(fields.get("by")), normalise(fields["source"].text()))


def _hidden(node: Node) -> Hiding:
    fields = node.fields("at", "by", "reason", required=("at", "reason"))
    return Hiding(read_moment(fields["at"]), read_name(fields.get("by")), fields["reason"].text())


def _moved(node: Node) -> Moved:
    fields = node.fields("from", "at", "by", required=("from", "at"))
    return Moved(read_moment(fields["at"]), read_name(fields.get("by")), fields["from"].text())


def read_signed(node: Node) -> Signed:
    """Who did something, and when. Raises Unreadable."""
    fields = node.fields("at", "by", required=("at",))
    return Signed(read_moment(fields["at"]), read_name(fields.get("by")))
