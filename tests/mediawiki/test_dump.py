"""Reading an export: whole, packed, broken, hostile."""

import bz2
import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from wiki.mediawiki.dump import Dump, NotReadable
from wiki.mediawiki.gathering import Gathered, gathered
from wiki.mediawiki.parts import (
    BAD_SIGN,
    ENTITIES,
    INCOMPLETE,
    PACKED_BADLY,
    TRUNCATED,
    Broken,
    Contributor,
    OldRevision,
    OldUpload,
    PageBegins,
    Part,
    Site,
)

DUMP = Path(__file__).parent / "mittkoping.xml"
HEAD = b'<mediawiki version="0.10"><siteinfo><sitename>W</sitename></siteinfo>'


def parts_of(path: Path) -> list[Part]:
    dump = Dump(path)
    try:
        return list(dump.parts())
    finally:
        dump.close()


def titles(parts: list[Part]) -> list[str]:
    return [part.title for part in parts if isinstance(part, PageBegins)]


def broken(parts: list[Part]) -> list[Broken]:
    return [part for part in parts if isinstance(part, Broken)]


def test_everything_in_an_export_is_read() -> None:
    parts = parts_of(DUMP)
    site = parts[0]
    assert isinstance(site, Site)
    assert (site.name, site.database, site.first_letter) == ("Gamla Mittköping", "gamla", True)
    assert site.namespaces[101] == "Kommundiskussion"
    first, second, third, fourth, fifth = [part for part in parts if isinstance(part, OldRevision)][:5]
    assert first.text == "En '''testmiljö''' är ett rum där man får prova."
    assert (first.number, first.comment, first.at.isoformat()) == (11, "Börjar", "2017-10-05T19:58:00+00:00")
    assert second.contributor == Contributor(ip="192.0.2.17")
    assert third.text is None
    assert third.comment is None
    assert fourth.contributor is None
    assert fifth.minor
    [upload] = [part for part in parts if isinstance(part, OldUpload)]
    assert upload.filename == "Torg_i_maj.png"
    assert (upload.contents or b"").startswith(b"\x89PNG")


def test_a_broken_page_is_named_by_its_line_and_the_next_one_is_read() -> None:
    parts = parts_of(DUMP)
    [fault] = broken(parts)
    lines = DUMP.read_text(encoding="utf-8").splitlines()
    assert (fault.title, fault.msgid) == ("Trasig", BAD_SIGN)
    assert "<slut" in lines[fault.line - 1]
    pages = [each for each in gathered(iter(parts)) if isinstance(each, Gathered)]
    assert "Trasig" not in [each.page.title for each in pages]
    assert [each.page.title for each in pages][-2:] == ["Användardiskussion:Elna", "Mittköping:Om"]
    for each in pages:
        assert "<page>" in lines[each.page.line - 1]


@pytest.mark.parametrize(("pack", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2")])
def test_packed_exports_are_read_whatever_they_are_called(
    tmp_path: Path, pack: Callable[[bytes], bytes], ending: str
) -> None:
    packed = tmp_path / f"dump.xml.{ending}.x"
    packed.write_bytes(pack(DUMP.read_bytes()))
    assert parts_of(packed) == parts_of(DUMP)
    packed.write_bytes(pack(DUMP.read_bytes())[:-200])
    cut = parts_of(packed)
    assert broken(cut)[-1].msgid == PACKED_BADLY


def test_a_file_that_ends_in_the_middle_is_told(tmp_path: Path) -> None:
    cut = tmp_path / "cut.xml"
    whole = DUMP.read_bytes()
    cut.write_bytes(whole[: whole.index(b"Portalen om")])
    parts = parts_of(cut)
    assert (broken(parts)[-1].title, broken(parts)[-1].msgid) == ("Portal:Skola", TRUNCATED)
    assert titles(parts)[-2:] == ["Kategori:Innovation", "Portal:Skola"]
    assert [each.page.title for each in gathered(iter(parts)) if isinstance(each, Gathered)][
        -1
    ] == "Kategori:Innovation"


def test_bytes_that_are_no_utf8_cost_one_page(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    page = (
        "<page><title>%s</title><ns>0</ns><id>%d</id><revision><id>%d</id><timestamp>2020-01-01T00:00:00Z</timestamp>"
    )
    text = "<contributor><username>A</username></contributor><text>%s</text></revision></page>\n"
    pages = [(page % (name, number, number) + text % "x").encode() for number, name in enumerate("ABCD", 1)]
    pages[1] = pages[1].replace(b"<text>x", b"<text>\xe5\xe4")
    pages[3] = pages[3].replace(b"2020-01-01T00:00:00Z", b"yesterday")
    bad.write_bytes(HEAD + b"\n" + b"".join(pages) + b"</mediawiki>")
    parts = parts_of(bad)
    assert [(each.title, each.line, each.msgid) for each in broken(parts)] == [("B", 3, BAD_SIGN), ("D", 5, INCOMPLETE)]
    assert [each.page.title for each in gathered(iter(parts)) if isinstance(each, Gathered)] == ["A", "C"]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("<id>1</id><revision>", "<id>99999999999999999999999</id><revision>", "id"),
        ("<id>7</id>", "<id>3000000000</id>", "id"),
        ("<id>7</id>", "<id>-7</id>", "id"),
        ("2020-01-01T00:00:00", "9999-12-31T23:59:59", "timestamp"),
        ("<text>x</text>", "<content><role>main</role><text>x</text></content>", "text"),
    ],
)
def test_what_no_database_or_calendar_holds_costs_one_page(tmp_path: Path, before: str, after: str, what: str) -> None:
    page = (
        "<page><title>A</title><ns>0</ns><id>1</id><revision><id>7</id><timestamp>2020-01-01T00:00:00Z</timestamp>"
        "<text>x</text></revision></page>"
    )
    assert before in page
    path = tmp_path / "bad.xml"
    rest = page.replace(">A<", ">B<").replace("<id>1</id>", "<id>2</id>").replace("<id>7</id>", "<id>8</id>")
    path.write_bytes(HEAD + page.replace(before, after).encode() + rest.encode() + b"</mediawiki>")
    parts = parts_of(path)
    assert [(each.title, each.msgid, each.reason) for each in broken(parts)] == [("A", INCOMPLETE, what)]
    assert [each.page.title for each in gathered(iter(parts)) if isinstance(each, Gathered)] == ["B"]


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xml"
    bomb.write_bytes(
        b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>' + HEAD
    )
    assert [each.msgid for each in broken(parts_of(bomb))] == [ENTITIES]


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", gzip.compress(b"<html>", mtime=0), bz2.compress(b"%PDF"), b"PK\x03\x04zip", b"7z\xbc\xaf\x27\x1c"],
    ids=["empty", "html", "gzip of html", "bzip2 of pdf", "zip", "7z"],
)
def test_what_is_no_export_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(content)
    with pytest.raises(NotReadable, match=r"x\.xml cannot be read"):
        Dump(path)
    with pytest.raises(NotReadable, match="No such file"):
        Dump(tmp_path / "nothing.xml")


def test_a_large_export_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    revision = (
        "<revision><id>%d</id><timestamp>2020-01-01T00:00:00Z</timestamp><contributor><username>A</username>"
        "</contributor><text>" + "ord " * 5000 + "</text></revision>"
    )
    with large.open("wb") as file:
        file.write(HEAD + b"<page><title>Lang</title><ns>0</ns><id>1</id>")
        for number in range(1, 2001):  # 40 MB in one page
            file.write((revision % number).encode())
        file.write(b"</page></mediawiki>")
    dump = Dump(large)
    tracemalloc.start()
    counted = sum(len(each.revisions) for each in gathered(dump.parts()) if isinstance(each, Gathered))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    dump.close()
    assert counted == 2000
    assert peak < 25_000_000


def test_an_export_in_another_encoding_is_read(tmp_path: Path) -> None:
    text = "<mediawiki><page><title>Åre</title><ns>0</ns><id>1</id></page></mediawiki>"
    path = tmp_path / "old.xml"
    path.write_text(text, encoding="utf-16")
    dump = Dump(path)
    assert [part.title for part in dump.parts() if isinstance(part, PageBegins)] == ["Åre"]
    dump.close()
