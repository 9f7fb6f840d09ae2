"""What all answers share."""

from collections.abc import Callable

from tests.conftest import World


def test_full_addresses_begin_with_the_public_one(make_world: Callable[..., World]) -> None:
    world = make_world(base_url="https://wiki.example.se")
    world.write("Plan", "Text.")
    page = world.visitor().get("/wiki/Plan", headers={"Host": "evil.example"}).text
    assert "https://wiki.example.se/wiki/Plan?oldid=1" in page
    assert "evil.example" not in page


def test_every_answer_carries_the_security_headers(world: World) -> None:
    for address in ("/", "/wiki/Finns_inte", "/static/x/wiki.css", "/signin"):
        headers = world.visitor().get(address).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_one_cookie_and_only_for_those_who_need_it(world: World) -> None:
    world.write("Plan", "Text.")
    visitor = world.visitor()
    for address in ("/", "/wiki/Plan", "/search?q=text", "/talk/Plan", "/history/Plan"):
        assert "Set-Cookie" not in visitor.get(address).headers
    cookies = visitor.get("/signin").headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert cookies[0].startswith("wiki=")
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]


def test_a_form_without_its_token_changes_nothing(world: World) -> None:
    world.signed_in("Asp")
    visitor = world.visitor()
    answer = visitor.client.post("/signout", headers={"Accept-Language": "sv"})
    assert answer.status_code == 400
