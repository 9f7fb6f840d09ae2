"""The wiki as MediaWiki's XML: its form, what is in it, and that it comes back as it was."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

import pytest
from lxml import etree
from sqlalchemy import event, select
from sqlalchemy.orm import joinedload, undefer

from tests.conftest import World
from tests.exporting.mediawiki.conftest import SECRET, Export
from tests.exporting.mediawiki.schema import faults
from wiki.core.db import engine, session
from wiki.exporting.mediawiki.converting import AHEAD, Converting, Job
from wiki.exporting.mediawiki.local_settings import local_settings
from wiki.exporting.mediawiki.selection import NoSuchPage
from wiki.exporting.mediawiki.versions import AT_ONCE, versions
from wiki.files.models import FileVersion
from wiki.markup import PageName, normalise, parse_name, render
from wiki.mediawiki.append import Version, append_versions
from wiki.mediawiki.parts import OldRevision as Part
from wiki.mediawiki.write import keep_originals
from wiki.pages.models import Page, Revision
from wiki.talk.models import Reply, Topic

XMLNS = {"m": "http://www.mediawiki.org/xml/export-0.11/"}
Elsewhere = Callable[[str], World]


def read(xml: str) -> etree._Element:
    assert not [*faults(xml.encode())]
    return etree.fromstring(xml.encode())


def texts(xml: str, path: str) -> list[str]:
    return [each.text or "" for each in read(xml).iterfind(path, XMLNS)]


def test_the_form_is_that_of_the_schema(furnished: World, exported: Export) -> None:
    root = read(exported(files=True))
    page = next(each for each in root.iterfind("m:page", XMLNS) if each.findtext("m:title", "", XMLNS) == "Kommun:Umeå")
    assert page.findtext("m:ns", "", XMLNS) == "3000"
    first, second, third = page.iterfind("m:revision", XMLNS)
    assert first.find("m:parentid", XMLNS) is None
    assert second.findtext("m:parentid", "", XMLNS) == first.findtext("m:id", "", XMLNS)
    assert [each.findtext("m:contributor/m:username", "", XMLNS) for each in (first, second, third)] == [
        "Ek",
        "Elna",
        "Ek",
    ]
    assert third.find("m:minor", XMLNS) is not None
    text = third.find("m:text", XMLNS)
    assert text is not None
    assert text.text is not None
    assert text.text.startswith("{{Uppgifter om sidan|uppgifter=\n{{Uppgift|namn=typ|värde=kommun}}\n")
    assert text.text.endswith("{{Mall:Not|Hej}}\n\n[[Kategori:Norr|Å]]\n")
    assert int(text.get("bytes", "0")) == len(text.text.encode())
    assert text.get("sha1") == third.findtext("m:sha1", "", XMLNS)
    redirect = root.find("m:page/m:redirect", XMLNS)
    assert redirect is not None
    assert redirect.get("title") == "Kommun:Umeå"


def test_a_checksum_is_mediawikis() -> None:
    """That of the empty text is known: Wikimedia's dumps are full of it."""
    from wiki.exporting.mediawiki.elements import base36

    assert base36(bytes.fromhex("da39a3ee5e6b4b0d3255bfef95601890afd80709")) == "phoiac9h4m842xq45sp7s6u21eteeq1"
    assert base36(b"\0" * 20) == "0" * 31


def test_what_is_hidden_or_deleted_never_comes_out(furnished: World, exported: Export) -> None:
    xml = exported(files=True)
    assert SECRET not in xml
    assert "Hemlig" not in xml
    hidden = [
        each.getparent()
        for each in read(xml).iterfind("m:page/m:revision/m:contributor", XMLNS)
        if each.get("deleted") == "deleted"
    ]
    (revision,) = hidden
    assert revision is not None
    assert [revision.find(f"m:{each}", XMLNS).get("deleted") for each in ("comment", "text")] == ["deleted"] * 2


def test_topics_are_a_talk_page_with_a_version_for_each_post(furnished: World, exported: Export) -> None:
    root = read(exported())
    page = next(each for each in root.iterfind("m:page", XMLNS) if each.findtext("m:ns", "", XMLNS) == "1")
    assert page.findtext("m:title", "", XMLNS) == "Diskussion:Pilot"
    written = page.findall("m:revision", XMLNS)
    assert [each.findtext("m:contributor/m:username", "", XMLNS) for each in written] == ["Hassel", "Lind", "Lind"]
    first, _, last = (each.findtext("m:text", "", XMLNS) for each in written)
    assert first.startswith("== Vem beslutar? ==\nHur är det? [[Användare:Hassel|Hassel]]")
    assert "\n::[…]\n" in last
    assert last.count("== ") == 1


def test_files_come_with_all_versions_and_their_bytes(with_files: World, exported: Export) -> None:
    root = read(exported(files=True))
    title = "Fil:Torget i Uddevalla.png"
    page = next(each for each in root.iterfind("m:page", XMLNS) if each.findtext("m:title", "", XMLNS) == title)
    old, new = page.iterfind("m:upload", XMLNS)
    assert re.fullmatch("[0-9]{14}!Torget_i_Uddevalla.png", old.findtext("m:archivename", "", XMLNS))
    assert new.find("m:archivename", XMLNS) is None
    assert new.findtext("m:comment", "", XMLNS) == "Ny"
    data = b64decode(new.findtext("m:contents", "", XMLNS))
    assert data.startswith(b"\x89PNG")
    assert len(data) == int(new.findtext("m:size", "", XMLNS))
    assert "<upload>" not in exported()


def test_only_the_latest_versions(furnished: World, exported: Export) -> None:
    root = read(exported(current=True))
    assert {len(page.findall("m:revision", XMLNS)) for page in root.iterfind("m:page", XMLNS)} == {1}
    assert "Sist." in exported(current=True)
    assert "Först." not in exported(current=True)


def test_a_page_comes_with_its_templates(furnished: World, exported: Export) -> None:
    titles = texts(exported(pages=("Kommun:Umeå",)), "m:page/m:title")
    assert titles == ["Mall:Uppgifter om sidan", "Mall:Uppgift", "Mall:Exempel", "Kommun:Umeå", "Mall:Not"]
    with pytest.raises(NoSuchPage):
        exported(pages=("Hemlig",))


def test_a_theme_is_its_page_those_below_it_and_those_that_name_it(furnished: World, exported: Export) -> None:
    titles = texts(exported(themes=("piloter",), talk=False), "m:page/m:title")
    assert {*titles[3:]} == {"Kommun:Umeå", "Mall:Not", "Tema:Piloter", "Tema:Piloter/Mer", "Pilot"}


def test_an_original_is_used_while_it_says_the_same(world: World, exported: Export) -> None:
    same = "{{#if:a|b}} '''Text''' <!-- x -->"
    other = "[[Program:Pilot]] som kallades ''så'' där"
    with world.app.test_request_context():
        from wiki.core.db import transaction
        from wiki.mediawiki.models import OldWiki
        from wiki.mediawiki.wikitext import convert

        for number, (title, wikitext) in enumerate({"A": same, "B": other}.items(), 1):
            name = parse_name(title)
            source = normalise(convert(wikitext, name).text).replace("Program:", "")
            with transaction() as current:
                wiki = current.merge(OldWiki(id=1, key="x", name="x", base="", namespaces={}))
                current.flush()
                at = datetime.fromisoformat("2017-01-01T00:00:00Z")
                _page, numbers = append_versions(
                    None, name, [Version(source, None, at, "", minor=False)], render(source)
                )
                part = Part(number, at, None, "", wikitext)
                keep_originals(wiki.id, number, [(part, numbers[0])])
    a, b = texts(exported(pages=("A", "B")), "m:page/m:revision/m:text")[3:]
    assert a.strip() == same
    assert b.strip() == "[[Pilot]] som kallades ''så'' där"


def test_what_comes_back_is_what_went_out(
    furnished: World, with_files: World, exported: Export, elsewhere: Elsewhere
) -> None:
    there = elsewhere(exported(files=True))
    with furnished.app.app_context():
        pages, topics, files = [*all_pages()], [*all_topics()], [*all_files()]
    with there.app.app_context():
        assert [*all_pages()] == pages
        assert [*all_topics()] == topics
        assert [*all_files()] == files


def test_a_second_way_out_is_the_same_as_the_first(furnished: World, exported: Export, elsewhere: Elsewhere) -> None:
    from wiki.exporting.mediawiki.export import Options, export

    first = exported(current=True, talk=False, files=True)
    parts: list[str] = []
    there = elsewhere(first)
    with there.app.app_context():
        export(parts.append, Options(current=True, talk=False, files=True, spawns=False))
    again = "".join(parts)
    path = "m:page/m:revision/m:text"
    assert sorted(texts(again, path)) == sorted(texts(first, path))


def all_pages() -> Iterator[object]:
    for page in session().scalars(select(Page).order_by(Page.namespace, Page.title)):
        asked = select(Revision).where(Revision.page_id == page.id).order_by(Revision.id)
        for each in session().scalars(asked.options(undefer(Revision.source), joinedload(Revision.author))):
            who = each.author.name if each.author else None
            at = each.created_at.replace(microsecond=0)
            yield page.name.full, page.redirect_to, at, who, each.summary, each.minor, shown(each.source, page.name)


def shown(source: str, page: PageName) -> object:
    document = render(source.replace("<noinclude>", "").replace("</noinclude>", ""), page)
    return re.sub(r"\s*(</?(?:p|div)[^>]*>)\s*", r"\1", document.html), document.fields, document.links[-1:]


def all_topics() -> Iterator[object]:
    visible = select(Topic).order_by(Topic.id).options(joinedload(Topic.page))
    for topic in session().scalars(visible):
        replies = session().scalars(select(Reply).where(Reply.topic_id == topic.id).options(joinedload(Reply.author)))
        said = [each for each in replies if not each.hidden and each.html != "<p>[…]</p>"]
        for each in said:
            who = each.author.name if each.author else None
            yield topic.page.name.full, topic.title, who, each.created_at.replace(second=0, microsecond=0), each.html


def all_files() -> Iterator[object]:
    asked = select(FileVersion).options(joinedload(FileVersion.file), joinedload(FileVersion.uploader))
    for each in session().scalars(asked.order_by(FileVersion.file_id, FileVersion.number)):
        at = each.uploaded_at.replace(microsecond=0)
        yield each.file.title, each.checksum, at, each.uploader.name if each.uploader else "", each.comment


def test_a_history_of_any_length_is_read_some_versions_at_a_time(world: World) -> None:
    with world.app.test_request_context():
        from wiki.core.db import transaction

        at = datetime.fromisoformat("2017-01-01T00:00:00Z")
        many = [Version(f"Nummer {each}\n", None, at, "", minor=False) for each in range(3 * AT_ONCE)]
        with transaction():
            page, _numbers = append_versions(None, parse_name("Lång"), many, render(many[-1].source))
        asked: list[str] = []
        event.listen(engine(), "after_cursor_execute", lambda *about: asked.append(about[2]))
        found = versions(page.id, page.name)
        assert len([*islice(found, AT_ONCE)]) == AT_ONCE
        assert len([each for each in asked if "revision.source" in each]) == 1
        assert len([*found]) == 2 * AT_ONCE


def test_texts_are_converted_only_some_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with Converting(spawns=False) as converting:
        each = converting.each(items(), lambda number: Job(f"Nummer {number}", parse_name("A")))
        assert next(each) == (0, "Nummer 0\n")
        assert len(taken) <= AHEAD
        assert next(each) == (1, "Nummer 1\n")


def test_a_text_that_takes_too_long_is_shown_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.exporting.mediawiki.converting.SECONDS", 0.0)
    source = "**a** <b\n" + "x" * 3000
    with Converting(spawns=False) as converting:
        assert converting.begin(Job(source, parse_name("A"))).result() == (
            f"<pre>\n**a** &lt;b\n{'x' * 3000}\n</pre>\n"
        )


def test_local_settings_name_each_namespace_and_its_talk() -> None:
    php = local_settings("Vår wiki")
    assert "$wgExtraNamespaces[3004] = 'Tema';\n$wgExtraNamespaces[3005] = 'Temadiskussion';\n" in php
    assert "Vägledning" not in php
    assert php.startswith("<?php\n")
