"""One person, two windows: neither lets go of, or writes over, what the other has written."""

from tests.conftest import World
from tests.drafts.typing_in import keep
from tests.editing.test_conflict import fields
from tests.editing.test_edit import base_of

OFFERED = "Du har ett opublicerat utkast"
SECTIONS = "## Ett\n\nFörsta.\n\n## Två\n\nAndra.\n"


def test_publishing_in_one_window_leaves_the_draft_of_the_other(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Text.")
    base = base_of(asp, "/edit/Plan")
    keep(asp, "Plan", "Från fönster B.", base=base, hand="B")
    assert asp.post("/edit/Plan", {"text": "Från fönster A.", "base": base, "hand": "A"}).status_code == 302
    opened = asp.get("/edit/Plan").text
    assert OFFERED in opened
    assert "Sidan har ändrats sedan du började" in opened
    assert "Från fönster B." in asp.get("/edit/Plan?draft=1").text


def test_a_draft_that_was_gone_on_with_goes_when_it_is_published(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Halvfärdigt.", hand="B")
    form = fields(asp.get("/edit/Plan?draft=1").text)
    assert asp.post("/edit/Plan", {**form, "text": "Färdigt."}).status_code == 302
    assert "Du har inga utkast" in asp.get("/drafts").text


def test_a_window_that_saw_an_earlier_draft_does_not_write_over_the_next(world: World) -> None:
    asp = world.signed_in("Asp")
    seen = keep(asp, "Plan", "Det första.", hand="A").get_json()["number"]
    assert asp.post("/edit/Plan", {"text": "Det första.", "base": "", "hand": "A"}).status_code == 302
    base = base_of(asp, "/edit/Plan")
    assert keep(asp, "Plan", "Det andra.", base=base, hand="B").status_code == 200
    assert keep(asp, "Plan", "Det första igen.", base=base, hand="C", draft_number=seen).status_code == 409
    assert "Det andra." in asp.get("/edit/Plan?draft=1").text


def test_a_draft_that_was_thrown_away_can_be_brought_back_after_a_new_one_is_begun(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Det kastade.")
    asp.post("/drafts/1/throw")
    assert keep(asp, "Plan", "Det nya.").status_code == 200
    listed = asp.post("/drafts/1/restore", follow_redirects=True).text
    assert "Det kastade." in listed
    assert "Utkastet till Plan har kastats" in listed  # the new one, which is not lost either
    assert "Det kastade." in asp.get("/edit/Plan?draft=1").text
    assert "Det nya." in asp.post("/drafts/2/restore", follow_redirects=True).text
    assert "Det nya." in asp.get("/edit/Plan?draft=1").text


def test_publishing_leaves_what_was_thrown_away(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Det kastade.", hand="A")
    asp.post("/drafts/1/throw")
    assert asp.post("/edit/Plan", {"text": "Publicerat.", "base": "", "hand": "A"}).status_code == 302
    assert "Det kastade." in asp.post("/drafts/1/restore", follow_redirects=True).text


def test_throwing_a_draft_twice_leaves_the_next_one(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Det kastade.")
    asp.post("/drafts/1/throw")
    keep(asp, "Plan", "Det nya.")
    asp.post("/drafts/1/throw")
    assert "Det nya." in asp.get("/drafts").text


def test_the_draft_of_a_section_goes_when_a_conflict_is_resolved_by_way_of_the_preview(world: World) -> None:
    asp = world.signed_in("Asp")
    base = str(world.write("Plan", SECTIONS).revision_id)
    keep(asp, "Plan", "## Ett\n\nMin första.\n", base=base, section="Ett", hand="B")
    world.write("Plan", SECTIONS.replace("Första", "Deras första"), by="Ek")
    open_draft = fields(asp.get("/edit/Plan?draft=1&section=Ett").text)
    met = asp.post("/edit/Plan", {**open_draft, "text": "## Ett\n\nMin första.\n"})
    assert met.status_code == 409
    shown = asp.post("/resolve/Plan", {**fields(met.text), "choice-0": "mine", "preview": "1"})
    form, text = fields(shown.text), SECTIONS.replace("Första", "Min första")
    kept = keep(asp, "Plan", text, base=form["base"], hand=form["hand"], draft_number=form["draft_number"])
    sent = {**form, "draft_number": kept.get_json()["number"], "text": text}
    assert asp.post("/edit/Plan", sent).status_code == 302
    assert "Du har inga utkast" in asp.get("/drafts").text
