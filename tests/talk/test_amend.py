"""Amending a post."""

from tests.talk.conftest import Talk, field
from wiki.accounts.models import Role


def test_amends_ones_own_post_and_keeps_every_text(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek, text="Det är oklrt.")
    reply = talk.first(topic)
    form = ek.get(f"/reply/{reply}/amend")
    assert field(form, "text").strip() == "Det är oklrt."
    answer = ek.post(f"/reply/{reply}/amend", {"text": "Det är oklart.", "base": field(form, "base")})
    assert answer.status_code == 303
    page = talk.read()
    assert "Det är oklart." in page
    assert "Det är oklrt." not in page
    assert f'href="/reply/{reply}/history">ändrat' in page
    history = talk.world.visitor().get(f"/reply/{reply}/history").text
    assert "Det är oklrt." in history
    assert history.index("Det är oklart.") < history.index("Det är oklrt.")
    assert "2 versioner" in history


def test_is_written_in_the_journal_and_found_by_the_new_text(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek, text="Det är oklrt.")
    reply = talk.first(topic)
    base = field(ek.get(f"/reply/{reply}/amend"), "base")
    ek.post(f"/reply/{reply}/amend", {"text": "Det är oklart.", "base": base})
    entry = talk.journal()[-1]
    assert (entry.kind, entry.reply_id, entry.summary) == ("amend", reply, "Det är oklart.")
    assert "oklrt" not in talk.document(topic).text


def test_nobody_amends_what_another_wrote(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    reply = talk.first(talk.open(ek))
    assert salg.get(f"/reply/{reply}/amend").status_code == 403
    answer = salg.post(f"/reply/{reply}/amend", {"text": "Sälg säger", "base": "1"})
    assert answer.status_code == 403
    assert field(answer, "text").strip() == "Sälg säger"
    assert "Sälg säger" not in talk.read()
    assert f"/reply/{reply}/amend" not in talk.read(salg)
    assert f"/reply/{reply}/amend" in talk.read(ek)


def test_a_visitor_is_asked_to_sign_in(talk: Talk) -> None:
    reply = talk.first(talk.open(talk.someone("Ek")))
    assert talk.world.visitor().get(f"/reply/{reply}/amend").status_code == 401
    answer = talk.world.visitor().post(f"/reply/{reply}/amend", {"text": "Nytt", "base": "1"})
    assert answer.status_code == 401
    assert field(answer, "text").strip() == "Nytt"
    assert field(answer, "base") == "1"


def test_a_gardener_amends_and_the_history_says_who(talk: Talk) -> None:
    reply = talk.first(talk.open(talk.someone("Ek"), text="Ring Kim på 070-000."))
    gardener = talk.someone("Lind", role=Role.GARDENER)
    base = field(gardener.get(f"/reply/{reply}/amend"), "base")
    assert gardener.post(f"/reply/{reply}/amend", {"text": "Ring oss.", "base": base}).status_code == 303
    history = talk.world.visitor().get(f"/reply/{reply}/history").text
    assert "Lind" in history
    assert "Ek" in history


def test_a_text_that_says_the_same_changes_nothing(talk: Talk) -> None:
    ek = talk.someone("Ek")
    reply = talk.first(talk.open(ek, text="En rad\noch en till."))
    base = field(ek.get(f"/reply/{reply}/amend"), "base")
    answer = ek.post(f"/reply/{reply}/amend", {"text": "En rad\r\noch en till.\r\n\r\n", "base": base})
    assert answer.status_code == 303
    assert "ändrat" not in talk.read()
    assert [entry.kind for entry in talk.journal()] == ["topic"]


def test_two_who_amend_at_once_see_both_texts(talk: Talk) -> None:
    ek, gardener = talk.someone("Ek"), talk.someone("Lind", role=Role.GARDENER)
    reply = talk.first(talk.open(ek, text="Först."))
    base = field(ek.get(f"/reply/{reply}/amend"), "base")
    gardener.post(f"/reply/{reply}/amend", {"text": "Trädgårdsmästarens.", "base": base})
    answer = ek.post(f"/reply/{reply}/amend", {"text": "Eks egen.", "base": base})
    assert answer.status_code == 409
    assert "Inget har gått förlorat" in answer.text
    assert "Din text" in answer.text
    assert field(answer, "theirs").strip() == "Trädgårdsmästarens."
    assert field(answer, "text").strip() == "Eks egen."
    again = ek.post(f"/reply/{reply}/amend", {"text": "Eks egen.", "base": field(answer, "base")})
    assert again.status_code == 303
    assert "Eks egen." in talk.read()
    assert "3 versioner" in ek.get(f"/reply/{reply}/history").text


def test_an_old_form_and_a_preview_keep_text_and_base(talk: Talk) -> None:
    ek = talk.someone("Ek")
    reply = talk.first(talk.open(ek))
    base = field(ek.get(f"/reply/{reply}/amend"), "base")
    stale = ek.post(f"/reply/{reply}/amend", {"text": "Nytt", "base": base, "csrf_token": "gammal"})
    preview = ek.post(f"/reply/{reply}/amend", {"text": "Nytt", "base": base, "preview": "1"})
    assert (stale.status_code, preview.status_code) == (400, 200)
    for answer in (stale, preview):
        assert field(answer, "text").strip() == "Nytt"
        assert field(answer, "base") == base
    assert [entry.kind for entry in talk.journal()] == ["topic"]
