"""Every address of the wiki, and who may use it.

Each kind of person knocks at each door. A new address without a line here fails the first test.
"""

import pytest
from flask import Flask

from tests.conftest import PASSWORD, Visitor, World
from wiki.accounts.models import Role
from wiki.app import create_app
from wiki.core.settings import Settings

EVERYONE, MEMBER, GARDENER, ADMINISTRATOR = Role.READER, Role.MEMBER, Role.GARDENER, Role.ADMINISTRATOR
PEOPLE = (EVERYONE, MEMBER, GARDENER, ADMINISTRATOR)

RIGHTS: dict[tuple[str, str], Role] = {
    ("GET", "/"): EVERYONE,
    ("GET", "/healthz"): EVERYONE,
    ("GET", "/static/<hash_>/<path:path>"): EVERYONE,
    # reading
    ("GET", "/wiki/<path:name>"): EVERYONE,
    ("GET", "/history/<path:name>"): EVERYONE,
    ("GET", "/compare"): EVERYONE,
    ("GET", "/diff/<int:old>/<int:new>"): EVERYONE,
    ("GET", "/info/<path:name>"): EVERYONE,
    ("GET", "/backlinks/<path:name>"): EVERYONE,
    ("GET", "/pages"): EVERYONE,
    ("GET", "/wanted"): EVERYONE,
    ("GET", "/orphans"): EVERYONE,
    ("GET", "/categories"): EVERYONE,
    ("GET", "/themes"): EVERYONE,
    ("GET", "/examples"): EVERYONE,
    ("GET", "/random"): EVERYONE,
    ("GET", "/special"): EVERYONE,
    ("GET", "/changes"): EVERYONE,
    ("GET", "/contributions/<path:name>"): EVERYONE,
    ("GET", "/user/<path:name>"): EVERYONE,
    ("GET", "/search"): EVERYONE,
    ("GET", "/search/suggest"): EVERYONE,
    # writing
    ("GET", "/new"): EVERYONE,
    ("GET", "/edit/<path:name>"): EVERYONE,  # the source; the editor for members
    ("POST", "/edit/<path:name>"): MEMBER,
    # discussing
    ("GET", "/talk/<path:name>"): EVERYONE,
    ("POST", "/talk/<path:name>"): MEMBER,
    ("GET", "/topic/<int:topic_id>"): EVERYONE,
    ("GET", "/topic/<int:topic_id>/reply"): MEMBER,
    ("POST", "/topic/<int:topic_id>/reply"): MEMBER,
    ("GET", "/reply/<int:reply_id>"): EVERYONE,
    ("GET", "/reply/<int:reply_id>/amend"): GARDENER,  # or its author
    ("POST", "/reply/<int:reply_id>/amend"): GARDENER,  # or its author
    ("GET", "/reply/<int:reply_id>/history"): EVERYONE,
    ("POST", "/topic/<int:topic_id>/close"): GARDENER,  # or who opened it
    ("POST", "/topic/<int:topic_id>/reopen"): GARDENER,
    # accounts
    ("GET", "/signin"): EVERYONE,
    ("POST", "/signin"): EVERYONE,
    ("POST", "/signout"): EVERYONE,
    ("GET", "/register"): EVERYONE,
    ("POST", "/register"): EVERYONE,
    ("GET", "/confirm/<link>"): EVERYONE,
    ("POST", "/confirm/<link>"): EVERYONE,
    ("GET", "/forgotten"): EVERYONE,
    ("POST", "/forgotten"): EVERYONE,
    ("GET", "/reset/<link>"): EVERYONE,
    ("POST", "/reset/<link>"): EVERYONE,
    ("GET", "/setup/<link>"): EVERYONE,
    ("POST", "/setup/<link>"): EVERYONE,
    ("GET", "/language/<code>"): EVERYONE,
    ("GET", "/settings"): MEMBER,
    ("POST", "/settings"): MEMBER,
    ("POST", "/settings/password"): MEMBER,
    ("POST", "/settings/sessions"): MEMBER,
    ("GET", "/users"): ADMINISTRATOR,
    ("POST", "/users/<int:number>/role"): ADMINISTRATOR,
}
REFUSED = {401, 403}
FILLED = {
    "name": "Plan",
    "hash_": "x",
    "path": "wiki.css",
    "link": "x",
    "code": "sv",
    "old": "1",
    "new": "1",
    "number": "1",
}
FORMS: dict[str, dict[str, object]] = {
    "/edit/<path:name>": {"text": "Ny text.", "base": "1"},
    "/talk/<path:name>": {"title": "Fråga", "text": "Hur?"},
    "/users/<int:number>/role": {"role": str(int(MEMBER))},
}


def addresses(app: Flask) -> set[tuple[str, str]]:
    """The doors: method and rule."""
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_address_says_who_may_use_it(settings: Settings) -> None:
    app = create_app(settings)
    assert addresses(app) == set(RIGHTS)


@pytest.fixture
def everybody(world: World) -> dict[Role, Visitor]:
    """One person of each kind, and a page with a topic by somebody else."""
    world.write("Plan", "Text.", by="Författare")
    world.user("Frågare")
    asker = world.visitor()
    asker.post("/signin", {"email": "frågare@example.org", "password": PASSWORD})
    assert asker.post("/talk/Plan", {"title": "Fråga", "text": "Hur?"}).status_code == 303
    people = {EVERYONE: world.visitor()}
    for role in (MEMBER, GARDENER, ADMINISTRATOR):
        people[role] = world.signed_in(role.name.capitalize(), role)
    return people


def test_each_person_comes_through_the_doors_that_are_theirs_and_no_others(everybody: dict[Role, Visitor]) -> None:
    wrong = []
    for (method, rule), needed in RIGHTS.items():
        if rule == "/signout":
            continue  # everybody may, and then they are somebody else
        for person in PEOPLE:
            status = knock(everybody[person], method, rule)
            was_refused = status in REFUSED
            if was_refused != (person < needed):
                wrong.append((method, rule, person.name, status))
    assert wrong == []


def knock(visitor: Visitor, method: str, rule: str) -> int:
    """Go to a door; being sent to sign in counts as being refused."""
    path = rule
    for blank, value in FILLED.items():
        for kind in ("path:", "int:", ""):
            path = path.replace(f"<{kind}{blank}>", value)
    path = path.replace("<int:topic_id>", "1").replace("<int:reply_id>", "1")
    answer = visitor.get(path) if method == "GET" else visitor.post(path, dict(FORMS.get(rule, {"text": "Svar."})))
    if answer.status_code == 302 and answer.location.startswith("/signin"):
        return 401
    return answer.status_code


def test_a_wiki_for_members_shows_nothing_to_others(make_world: object) -> None:
    world: World = make_world(reading="members")  # type: ignore[operator]
    world.write("Plan", "Hemlig text.")
    visitor = world.visitor()
    ways_in = (
        "/signin",
        "/register",
        "/confirm",
        "/forgotten",
        "/reset",
        "/setup",
        "/language",
        "/static",
        "/healthz",
        "/signout",
    )
    for method, rule in RIGHTS:
        if rule.startswith(ways_in):
            continue
        assert knock(visitor, method, rule) in REFUSED, (method, rule)
    assert "Hemlig text." not in visitor.get("/search/suggest?q=Plan").text
