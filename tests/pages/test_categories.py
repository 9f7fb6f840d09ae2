"""Categories: what stands in them in which order, and how they lie within each other."""

import re

from tests.conftest import World
from wiki.accounts.models import Role


def links(page: str) -> list[str]:
    """What the page lists, in order."""
    return re.findall(r'<li><a href="[^"]*"[^>]*>([^<]*)</a>', page[page.index('id="mk-members"') :])


def test_pages_stand_where_their_keys_say_and_files_apart(world: World) -> None:
    world.write("Kategori:Piloter", "Om piloter.\n\n[[Kategori:Metoder]]")
    world.write("Kategori:Metoder", "Metoder.")
    world.write("Ärlig pilot", "[[Kategori:Piloter]]")
    world.write("Den stora piloten", "[[Kategori:Piloter|Stora piloten, den]]")
    world.write("Bo", "[[Kategori:Piloter]]")
    world.write("Fil:Skiss.png", "[[Kategori:Piloter]]")
    world.write("Kategori:Små piloter", "[[Kategori:Piloter]]")
    page = world.visitor().get("/wiki/Kategori:Piloter").text
    assert links(page)[:3] == ["Bo", "Den stora piloten", "Ärlig pilot"]
    assert "1 underkategori, 3 sidor, 1 fil" in page
    assert re.search(r"<h2>Filer i kategorin ”Piloter”</h2>\s*<ul[^>]*>\s*<li><a [^>]*>Skiss.png", page)
    assert re.search(r"<h3>S</h3>\s*<ul>\s*<li><a [^>]*>Den stora piloten", page)
    assert re.search(r'Hör till:\s*<a href="/wiki/Kategori:Metoder"', page)
    assert 'Små piloter</a> <span class="small muted">0 sidor</span>' in page
    assert links(world.visitor().get("/wiki/Kategori:Piloter?from=S").text)[0] == "Den stora piloten"


def test_a_redirected_category_leads_its_pages_along(world: World) -> None:
    world.write("Kategori:Försök", "#OMDIRIGERING [[:Kategori:Piloter]]")
    world.write("Kategori:Piloter", "Om piloter.")
    world.write("Ett", "[[Kategori:Försök]]")
    world.write("Två", "[[Kategori:Piloter]]\n[[Kategori:Försök]]")
    reader = world.visitor()
    assert links(reader.get("/wiki/Kategori:Piloter").text)[:2] == ["Ett", "Två"]
    assert "Försök" not in reader.get("/categories").text


def test_the_tree_unfolds_and_circles_end(world: World) -> None:
    world.write("Kategori:A", "[[Kategori:B]]")
    world.write("Kategori:B", "[[Kategori:A]]")
    world.write("Kategori:C", "[[Kategori:Saknas]]")
    page = world.visitor().get("/categories").text
    assert len(re.findall("<summary>1 underkategori<span[^>]*>: A</span></summary>", page)) == 1
    assert re.search("<summary>1 underkategori<span[^>]*>: Saknas</span></summary>", page)
    assert page.count(">Saknas<") == 1, "the name stands there once"
    wanted = world.visitor().get("/categories?show=wanted").text
    assert 'class="red" href="/wiki/Kategori:Saknas"' in wanted
    assert "Kategori:C" not in wanted


def test_a_category_without_a_page_lists_what_stands_in_it(world: World) -> None:
    world.write("Bo", "[[Kategori:Saknas]]")
    world.write("Ärlig pilot", "[[Kategori:Saknas]]")
    world.write("Kategori:Under", "[[Kategori:Saknas]]")
    reader = world.visitor()
    found = reader.get("/wiki/Kategori:Saknas")
    assert found.status_code == 200
    assert links(found.text)[:2] == ["Bo", "Ärlig pilot"]
    assert "1 underkategori, 2 sidor" in found.text
    assert "Logga in och beskriv kategorin" in found.text
    assert "/edit/Kategori:Saknas" in world.signed_in("Asta").get("/wiki/Kategori:Saknas").text
    assert "Bo" not in links(reader.get("/wiki/Kategori:Saknas?from=Ä").text)
    assert reader.get("/wiki/kategori:saknas").status_code == 301
    assert reader.get("/wiki/Kategori:Tom").status_code == 404
    world.write("Bo", "Inget.")
    assert links(reader.get("/wiki/Kategori:Saknas").text)[:1] == ["Ärlig pilot"], "nothing is kept too long"


def test_a_deleted_category_says_so_above_what_stands_in_it(world: World) -> None:
    karin = world.signed_in("Karin", Role.GARDENER)
    world.write("Kategori:Piloter", "Om piloter.")
    world.write("Bo", "[[Kategori:Piloter]]")
    karin.post("/delete/Kategori:Piloter", {"reason": "Ny indelning"})
    page = world.visitor().get("/wiki/Kategori:Piloter").text
    assert "Ny indelning" in page
    assert links(page)[0] == "Bo"
