"""What a script asks for to show within the editor's page: the preview, and the changes."""

from tests.conftest import World

SOURCE = "Inledning.\n\n## Ett\n\nFörsta.\n\n## Två\n\nAndra.\n"


def test_a_preview_is_the_text_alone_as_readers_would_see_it(world: World) -> None:
    world.write("Plan", SOURCE)
    answer = world.signed_in("Asp").post(
        "/preview/Plan", {"text": "## Nytt\r\n\r\n[[Plan]], [[Saknas]]", "preview": "1"}
    )
    assert answer.status_code == 200
    assert '<h2 id="Nytt">Nytt</h2>' in answer.text
    assert 'class="wikilink red"' in answer.text
    assert "Inget är publicerat" in answer.text
    assert "<html" not in answer.text
    assert "?section=" not in answer.text


def test_changes_are_told_from_the_text_that_was_opened(world: World) -> None:
    base = world.write("Plan", SOURCE).revision_id
    asp = world.signed_in("Asp")
    whole = asp.post("/preview/Plan", {"text": SOURCE.replace("Första", "Sista"), "base": base, "changes": "1"}).text
    assert "<ins>Sista</ins>" in whole
    form = {"text": "## Två\n\nTredje.\n", "base": base, "section": "Två", "changes": "1"}
    section = asp.post("/preview/Plan", form).text
    assert "<ins>Tredje</ins>" in section
    assert "Första" not in section
    assert "Inledning" not in section


def test_what_stands_beside_the_text_is_the_text_alone(world: World) -> None:
    answer = world.signed_in("Asp").post("/preview/Plan", {"text": "Se **här**.", "beside": "1"}).text.strip()
    assert answer.startswith('<article class="prose"')
    assert answer.endswith("</article>")


def test_nothing_is_stored(world: World) -> None:
    asp = world.signed_in("Asp")
    assert asp.post("/preview/Ny_sida", {"text": "Text.", "preview": "1"}).status_code == 200
    assert asp.get("/wiki/Ny_sida").status_code == 404


def test_only_those_who_may_write_may_look(world: World) -> None:
    world.write("Plan", SOURCE)
    assert world.visitor().post("/preview/Plan", {"text": "Text.", "preview": "1"}).status_code in {302, 401}
    stale = {"text": "Text.", "preview": "1", "csrf_token": "gammal"}
    assert world.signed_in("Asp").post("/preview/Plan", stale).status_code == 400


def test_a_text_that_cannot_be_laid_out_is_shown_as_it_is(world: World) -> None:
    answer = world.signed_in("Asp").post("/preview/Plan", {"text": "[" * 3000, "preview": "1"})
    assert answer.status_code == 200
    assert "för invecklad" in answer.text or "för komplicerad" in answer.text
