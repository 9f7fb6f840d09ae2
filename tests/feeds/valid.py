"""What is asked of every feed: the schema, and those rules of RFC 4287 that a schema cannot say."""

from pathlib import Path

from lxml import etree
from werkzeug.test import TestResponse

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


def read_feed(answer: TestResponse) -> etree._Element:
    """The feed that an answer is. Fails where it is none."""
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.data)
    assert SCHEMA.validate(root), SCHEMA.error_log
    entries = root.findall(f"{ATOM}entry")
    ids = [root.findtext(f"{ATOM}id"), *texts(root, "id")]
    assert len(ids) == len(set(ids)), "4.1.1: each entry has an id of its own, which is not that of the feed"
    assert links(root, "self"), "4.1.1: a feed says where it is"
    assert root.find(f"{ATOM}author") is not None, "4.1.1: there is an author for entries that name none"
    for each in (root, *entries):
        assert len(links(each, "alternate")) == 1, "4.1.2: one alternate of a kind"
        assert (each.findtext(f"{ATOM}title") or "").strip(), "nobody can choose an entry without title"
    moments = texts(root, "updated")
    assert root.findtext(f"{ATOM}updated") == max(moments, default=root.findtext(f"{ATOM}updated"))
    return root


def texts(root: etree._Element, tag: str) -> list[str]:
    """The text of one element of each entry, empty where it has none."""
    return [entry.findtext(f"{ATOM}{tag}") or "" for entry in root.findall(f"{ATOM}entry")]


def links(element: etree._Element, relation: str) -> list[str]:
    """Where the links of a feed or an entry lead that have this relation."""
    return [str(each.get("href")) for each in element.findall(f"{ATOM}link") if each.get("rel") == relation]


def authors(root: etree._Element) -> list[str]:
    """The authors of the entries; empty for those that name none."""
    return [entry.findtext(f"{ATOM}author/{ATOM}name") or "" for entry in root.findall(f"{ATOM}entry")]
