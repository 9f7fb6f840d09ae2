"""Signing in and out."""

from tests.conftest import PASSWORD, World


def test_signs_in_with_address_and_password(world: World) -> None:
    anna = world.signed_in("Anna")
    assert "Du är inloggad som Anna" in anna.get("/signin").text or "logged in as Anna" in anna.get("/signin").text


def test_signs_in_with_the_user_name(world: World) -> None:
    world.user("Anna")
    answer = world.visitor().post("/signin", {"email": "anna", "password": PASSWORD})
    assert answer.status_code == 302
