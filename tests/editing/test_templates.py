"""Templates in the wiki: what they change is seen at once, and all that derives from their pages follows."""

import pytest
from sqlalchemy import func, select

from tests.conftest import World
from tests.editing.test_rebuild import dump
from wiki.core.db import session
from wiki.editing.rebuild import rebuild_all
from wiki.editing.refresh import refresh
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.pages.models import Rendering
from wiki.search.models import SearchDocument


def test_a_changed_template_is_seen_at_once_on_its_pages(world: World) -> None:
    world.write("Pilot", "## Läget\n\n{{Läge}}\n")
    reader = world.visitor()
    assert '<a class="wikilink red" href="/edit/Mall:L%C3%A4ge"' in reader.get("/wiki/Pilot").text
    for words in ("vi prövar", "vi breddinför"):
        world.write("Mall:Läge", f"Nu: {words}.")
        assert f"Nu: {words}." in reader.get("/wiki/Pilot").text
    with world.app.app_context():
        assert session().scalar(select(func.count()).where(Rendering.html.contains("breddinför"))) == 2  # it is kept


def test_a_template_that_is_used_by_a_template_is_seen_too(world: World) -> None:
    world.write("Mall:Inre", "ett")
    world.write("Mall:Yttre", "({{Inre}})")
    world.write("Pilot", "Text {{Yttre}}.")
    world.write("Mall:Inre", "två")
    assert "Text (två)." in world.visitor().get("/wiki/Pilot").text


def test_links_categories_and_search_follow(world: World) -> None:
    world.write("Pilot", "Text. {{Läge}}")
    world.write("Mall:Läge", "Se [[Kommun:Umeå]], utrullning.\n\n[[Kategori:Piloter]]")
    world.write("Kategori:Piloter", "Piloter.")
    reader = world.visitor()
    assert "/wiki/Pilot" not in reader.get("/wiki/Kategori:Piloter").text
    with world.app.app_context():
        assert refresh([parse_name("Mall:Läge")]) == 1
        assert refresh() == 0
        found = select(SearchDocument.key).where(SearchDocument.name == "Pilot", SearchDocument.text.contains("utrull"))
        assert session().scalar(found)
    assert 'href="/wiki/Pilot"' in reader.get("/wiki/Kategori:Piloter").text
    assert "Se Kommun:Umeå, utrullning." in reader.get("/backlinks/Kommun:Umeå").text.replace("</a>", "").replace(
        '<a href="/wiki/Pilot">', ""
    )


def test_what_derives_is_the_same_however_it_came(world: World) -> None:
    for name, source in (
        ("Pilot", "{{Läge|ett}} {{Saknas}} {{:Pilot}}\n\n__NOTOC__"),
        ("Mall:Läge", "{{{1}}}\n\n## Rubrik\n\n[[Kategori:Piloter|Ö]]<noinclude>{{Läge|x}}</noinclude>"),
        ("Mall:Läge", "{{{1}}} igen\n\n## Rubrik\n\n[[Kategori:Piloter|Ä]]<noinclude>{{Läge|x}}</noinclude>"),
    ):
        world.write(name, source)
    with world.app.app_context():
        refresh()
        before = dump()
        rebuild_all()
        assert dump() == before
        assert session().scalar(select(func.count()).where(Entry.kind == "derive")) == 1


def test_pages_that_show_the_same_as_before_are_not_made_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.write("Mall:Not", "Obs: {{{1}}}<noinclude>Så används den. [[Kategori:Mallar]]</noinclude>")
    world.write("Mall:Ram", "({{Not|{{{1}}}}})")
    world.write("Plan", "{{Ram|i dag}} och {{Not|i morgon}}")
    world.write("Mall:Not", "Obs: {{{1}}}<noinclude>Så används den nu.</noinclude>")
    with world.app.app_context(), monkeypatch.context() as patch:
        patch.setattr("wiki.editing.refresh.rebuild_pages", lambda ids: pytest.fail(f"{ids}") if ids else 0)
        patch.setattr("wiki.pages.rendered.render_page", lambda *_asked: pytest.fail("made anew for its reader"))
        assert refresh([parse_name("Mall:Not")]) == 0
        assert refresh() == 0
        as_noted = dump()
        page = world.visitor().get("/wiki/Plan").text
        assert "Obs: i dag" in page
    with world.app.app_context():
        rebuild_all()
        assert dump() == as_noted
    world.write("Mall:Not", "Märk: {{{1}}}<noinclude>Så används den nu.</noinclude>")
    with world.app.app_context():
        assert refresh([parse_name("Mall:Not")]) == 2
    assert "Märk: i dag" in world.visitor().get("/wiki/Plan").text


def test_a_section_of_a_page_with_templates_is_edited_alone(world: World) -> None:
    world.write("Mall:Rubrik", "## Bakgrund\n\nFrån mallen.")
    world.write("Pilot", "{{Rubrik}}\n\n## Bakgrund\n\nEgen text.\n\n## Slut\n\nKlart.\n")
    elna = world.signed_in("Elna")
    page = elna.get("/wiki/Pilot").text
    assert 'href="/edit/Pilot?section=Bakgrund_2"' in page
    assert 'href="/edit/Pilot?section=Bakgrund"' not in page
    assert 'aria-label="Redigera Mall:Rubrik, där avsnittet står"' in page
    assert "## Bakgrund\n\nEgen text.\n\n</textarea>" in elna.get("/edit/Pilot?section=Bakgrund_2").text.replace(
        "\r", ""
    )
    form = {"section": "Bakgrund_2", "text": "## Bakgrund\n\nNy text.", "publish": "1", "base": base(world, "Pilot")}
    assert elna.post("/edit/Pilot", form).status_code == 302
    with world.app.app_context():
        from wiki.pages.queries import find_page, source_of

        found = find_page(parse_name("Pilot"))
        assert found
        assert source_of(found.current_revision_id) == "{{Rubrik}}\n\n## Bakgrund\n\nNy text.\n\n## Slut\n\nKlart.\n"


def base(world: World, name: str) -> int:
    with world.app.app_context():
        from wiki.pages.queries import find_page

        found = find_page(parse_name(name))
        assert found
        assert found.current_revision_id
        return found.current_revision_id


def test_a_loop_is_named_in_the_language_of_the_reader(world: World) -> None:
    world.write("Mall:A", "a {{B}}")
    world.write("Mall:B", "b {{A}}")
    world.write("Pilot", "{{A}}")
    reader = world.visitor()
    assert "Mallen A använder sig själv: A → B → A" in reader.get("/wiki/Pilot").text
    assert "The template A uses itself" in reader.get("/wiki/Pilot", headers={"Accept-Language": "en"}).text


def test_contents_and_edit_links_are_switched(world: World) -> None:
    world.write("Pilot", "__NOTOC__ __NOEDITSECTION__\n\n## Ett\n\n## Två\n")
    world.write("Test", "__FORCETOC__\n\n## Ett\n")
    elna = world.signed_in("Elna")
    page = elna.get("/wiki/Pilot").text
    assert "edit-section" not in page
    assert 'class="toc' not in page
    assert 'class="toc' in elna.get("/wiki/Test").text


def test_the_preview_and_the_editor_tell_which_templates_are_used(world: World) -> None:
    world.write("Mall:Läge", "Nu: {{{1}}}.")
    world.write("Pilot", "{{Läge|vi prövar}} {{Saknas}}")
    elna = world.signed_in("Elna")
    shown = elna.post("/preview/Pilot", {"text": "{{Läge|vi slutar}} {{Borta}}", "preview": "1"}).text
    assert "Nu: vi slutar." in shown
    assert '<a href="/wiki/Mall:L%C3%A4ge">Mall:Läge</a>' in shown
    assert 'href="/edit/Mall:Borta">Mall:Borta</a> (saknas)' in shown
    for address in ("/edit/Pilot", "/info/Pilot"):
        assert 'href="/edit/Mall:Saknas">Mall:Saknas</a> (saknas)' in elna.get(address).text


def test_the_page_of_a_template_tells_how_and_where_it_is_used(world: World) -> None:
    world.write("Mall:Läge", "{{{1}}} {{{när|nu}}}<noinclude>Så här: {{Läge|prov}}</noinclude>")
    for number in range(3):
        world.write(f"Pilot {number}", "{{Läge|vi prövar}}")
    page = world.visitor().get("/wiki/Mall:Läge").text
    assert "<code>{{Läge|…|när=…}}</code>" in page
    assert "Så här: prov nu" in page
    assert "Mallen används på 3 sidor. En ändring syns på alla på en gång." in page
    assert '<a href="/wiki/Pilot_2">Pilot 2</a>' in page
