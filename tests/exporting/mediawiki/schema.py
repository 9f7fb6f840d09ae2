"""What the schema of MediaWiki's export says of its elements: which stand in which, in what order, and hold what."""

import re
from collections.abc import Iterator

from lxml import etree

NAMESPACE = "{http://www.mediawiki.org/xml/export-0.11/}"

_CHILDREN = {
    "mediawiki": "siteinfo (page )*",
    "siteinfo": "sitename (dbname )?base generator case namespaces",
    "namespaces": "(namespace )*",
    "page": "title ns id (redirect )?((revision )|(upload ))*",
    "revision": "id (parentid )?timestamp contributor (minor )?(comment )?origin model format text sha1",
    "upload": "timestamp contributor (comment )?filename (archivename )?src size (sha1base36 )?(rel )?(contents )?",
    "contributor": "(username (id )?|ip )?",
}
_TEXTS = {
    "ns": "-?[0-9]+",
    "id": "[1-9][0-9]*",
    "parentid": "[1-9][0-9]*",
    "origin": "[1-9][0-9]*",
    "size": "[0-9]+",
    "timestamp": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
    "sha1": "[0-9a-z]{31}|",
    "sha1base36": "[0-9a-z]{31}",
    "model": "wikitext",
    "format": "text/x-wiki",
    "title": r"[^\s].*",
    "username": ".+",
    "case": "first-letter",
}
_ATTRIBUTES = {
    "mediawiki": {"version", "{http://www.w3.org/XML/1998/namespace}lang"},
    "namespace": {"key", "case"},
    "redirect": {"title"},
    "text": {"bytes", "sha1", "deleted", "{http://www.w3.org/XML/1998/namespace}space"},
    "contributor": {"deleted"},
    "comment": {"deleted"},
    "contents": {"encoding"},
}


def faults(xml: bytes) -> Iterator[str]:
    """What the schema would object to."""
    root = etree.fromstring(xml, etree.XMLParser(huge_tree=True))
    pages: set[str | None] = set()
    versions: set[str | None] = set()
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        if name == element.tag:
            yield f"{name} is in no namespace"
        inside = "".join(f"{child.tag.removeprefix(NAMESPACE)} " for child in element)
        expected = re.sub(r"([a-z0-9])(?=$|[ )])(?! )", r"\1 ", _CHILDREN.get(name, ""))
        if not re.fullmatch(expected, inside) and not (element.get("deleted") and not inside):
            yield f"{name} holds {inside}"
        if name in _TEXTS and not re.fullmatch(_TEXTS[name], element.text or ""):
            yield f"{name} says {element.text}"
        given = {each for each in element.attrib if "schemaLocation" not in each}
        if given - _ATTRIBUTES.get(name, set()):
            yield f"{name} has {sorted(given)}"
        if element.get("deleted") not in (None, "deleted") or (element.get("deleted") and element.text):
            yield f"{name} is deleted and says {element.text}"
        numbers = {"page": pages, "revision": versions}.get(name)
        if numbers is not None:
            number = element.findtext(f"{NAMESPACE}id")
            if number in numbers:
                yield f"{name} {number} is there twice"
            numbers.add(number)
