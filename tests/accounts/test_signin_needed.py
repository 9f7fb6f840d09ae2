"""Where an account is needed, the page that says so is the way in."""

from html import unescape
from urllib.parse import quote

from tests.accounts.mailbox import latest_link
from tests.conftest import PASSWORD, World

FORM = "/examples/new?theme=Piloter"


def test_a_visitor_meets_the_form_to_sign_in_with_and_no_error(world: World) -> None:
    answer = world.visitor().get(FORM)
    assert answer.status_code == 401
    main = unescape(answer.text.partition("<main")[2].partition("</main>")[0])
    assert "Fel 401" not in main
    assert '<form class="stack" method="post" novalidate action="/signin">' in main
    assert f'name="next" value="{FORM}"' in main
    assert f'<a class="ds-button" data-variant="secondary" href="/register?next={quote(FORM)}">Skapa konto</a>' in main
    assert main.count("<p") <= 6


def test_signing_in_there_leads_on(world: World) -> None:
    world.user("Asta")
    visitor = world.visitor()
    visitor.get(FORM)
    answer = visitor.post("/signin", {"email": "asta", "password": PASSWORD, "next": FORM})
    assert answer.location == FORM


def test_what_was_sent_leads_back_to_the_page_it_was_sent_from(world: World) -> None:
    visitor = world.visitor()
    pages = (("http://localhost/wiki/Plan?a=1", "/wiki/Plan?a=1"), ("http://evil.example/x", "/"), ("", "/"))
    for referrer, back in pages:
        answer = visitor.post("/settings/password", {}, headers={"Referer": referrer})
        assert answer.status_code == 401
        assert f'name="next" value="{back}"' in answer.text, referrer


def test_what_was_written_is_kept_on_the_page(world: World) -> None:
    answer = world.visitor().post("/patrol", {"text": "Mina ord."})
    assert answer.status_code == 401
    assert "Mina ord." in answer.text


def test_an_account_that_is_made_on_the_way_leads_on_too(world: World) -> None:
    visitor = world.visitor()
    form = {"name": "Asta", "email": "asta@example.org", "password": "tallkottar i skogen", "next": FORM}
    visitor.post("/register", form)
    assert visitor.post(latest_link(world)).location == FORM
