"""The elements of MediaWiki's export, as its `dumpBackup.php` writes them.

The schema: https://www.mediawiki.org/xml/export-0.11.xsd
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from wiki.core.xml import xml_text

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.mediawiki.org/xml/export-0.11/ http://www.mediawiki.org/xml/export-0.11.xsd" \
version="0.11" xml:lang={language}>
"""
TAIL = "</mediawiki>\n"
CHUNK = 57 * 1024  # bytes of a file at once; a multiple of three, so that base64 can be put together
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Author:
    """Who wrote; `number` is the account's."""

    name: str
    number: int | None = None


@dataclass(frozen=True)
class Version:
    """A version of a page. `author`, `comment` and `text` are None where they are hidden."""

    number: int
    parent: int | None
    at: datetime
    author: Author | None
    comment: str | None
    text: str | None
    minor: bool = False


@dataclass(frozen=True)
class Upload:
    """A version of a file. `replaced_at` is when another took its place; what is hidden is None."""

    title: str
    at: datetime
    author: Author | None
    comment: str | None
    address: str
    size: int
    replaced_at: datetime | None = None


def head(language: str, site: str, base: str, generator: str, namespaces: Mapping[int, str]) -> str:
    """The beginning of an export."""
    names = "".join(
        f'      <namespace key="{number}" case="first-letter">{escape(name)}</namespace>\n'
        if name
        else f'      <namespace key="{number}" case="first-letter" />\n'
        for number, name in sorted(namespaces.items())
    )
    return (
        f"{HEAD.format(language=quoteattr(language))}  <siteinfo>\n{_leaf(4, 'sitename', site)}{_leaf(4, 'base', base)}"
        f"{_leaf(4, 'generator', generator)}{_leaf(4, 'case', 'first-letter')}"
        f"    <namespaces>\n{names}    </namespaces>\n  </siteinfo>\n"
    )


def page_begins(title: str, namespace: int, number: int, redirect: str | None) -> str:
    """A page; its versions follow, then those of its file, then `PAGE_ENDS`."""
    leads = f"    <redirect title={quoteattr(redirect)} />\n" if redirect else ""
    return f"  <page>\n{_leaf(4, 'title', title)}{_leaf(4, 'ns', namespace)}{_leaf(4, 'id', number)}{leads}"


PAGE_ENDS = "  </page>\n"


def version(of: Version) -> str:
    """A version of a page."""
    if of.text is None:
        text, digest = '      <text deleted="deleted" />\n', "      <sha1 />\n"
    else:
        plain = xml_text(of.text)
        written = plain.encode()
        checksum = base36(sha1(written, usedforsecurity=False).digest())
        opening = f'      <text bytes="{len(written)}" sha1="{checksum}" xml:space="preserve"'
        text = f"{opening}>{escape(plain)}</text>\n" if plain else f"{opening} />\n"
        digest = _leaf(6, "sha1", checksum)
    return "".join(
        (
            f"    <revision>\n{_leaf(6, 'id', of.number)}",
            _leaf(6, "parentid", of.parent) if of.parent else "",
            _leaf(6, "timestamp", moment(of.at)),
            _contributor(of.author),
            "      <minor />\n" if of.minor else "",
            _comment(of.comment),
            _leaf(6, "origin", of.number),
            f"      <model>wikitext</model>\n      <format>text/x-wiki</format>\n{text}{digest}    </revision>\n",
        )
    )


def upload(of: Upload, file: BinaryIO) -> Iterator[str]:
    """A version of a file with its bytes, a piece at a time; `file` is read twice, since the checksum stands first."""
    digest = sha1(usedforsecurity=False)
    while data := file.read(CHUNK):
        digest.update(data)
    stored = of.title.replace(" ", "_")
    yield f"    <upload>\n{_leaf(6, 'timestamp', moment(of.at))}{_contributor(of.author)}"
    yield (_comment(of.comment) or "      <comment></comment>\n") + _leaf(6, "filename", stored)
    if of.replaced_at:
        yield _leaf(6, "archivename", f"{of.replaced_at.astimezone(UTC):%Y%m%d%H%M%S}!{stored}")
    yield _leaf(6, "src", of.address) + _leaf(6, "size", of.size) + _leaf(6, "sha1base36", base36(digest.digest()))
    yield '      <contents encoding="base64">\n'
    file.seek(0)
    while data := file.read(CHUNK):
        yield b64encode(data).decode() + "\n"
    yield "      </contents>\n    </upload>\n"


def moment(at: datetime) -> str:
    """A time as the schema has it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def base36(digest: bytes) -> str:
    """A checksum as MediaWiki writes it: to the base of 36, with 31 digits."""
    number, written = int.from_bytes(digest), ""
    while number:
        number, rest = divmod(number, 36)
        written = _DIGITS[rest] + written
    return written.rjust(31, "0")


def _contributor(author: Author | None) -> str:
    if author is None:
        return '      <contributor deleted="deleted" />\n'
    number = _leaf(8, "id", author.number) if author.number else ""
    return f"      <contributor>\n{_leaf(8, 'username', author.name)}{number}      </contributor>\n"


def _comment(comment: str | None) -> str:
    if comment is None:
        return '      <comment deleted="deleted" />\n'
    return _leaf(6, "comment", comment) if comment else ""


def _leaf(indent: int, name: str, value: object) -> str:
    return f"{' ' * indent}<{name}>{escape(xml_text(str(value)))}</{name}>\n"
