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
    ("GET", "/save/<path:name>"): EVERYONE,
    ("GET", "/document/<path:name>"): EVERYONE,
    ("GET", "/print/<path:name>"): EVERYONE,
    ("GET", "/cite/<path:name>"): EVERYONE,
    ("GET", "/pages"): EVERYONE,
    ("GET", "/wanted"): EVERYONE,
    ("GET", "/orphans"): EVERYONE,
    ("GET", "/reports/<name>"): EVERYONE,
    ("POST", "/reports/<name>/mend"): MEMBER,
    ("GET", "/statistics"): EVERYONE,
    ("GET", "/gardening"): GARDENER,
    ("GET", "/categories"): EVERYONE,
    ("GET", "/themes"): EVERYONE,
    ("GET", "/examples"): EVERYONE,
    ("GET", "/export/mediawiki/<path:name>"): EVERYONE,
    ("GET", "/feeds/examples"): EVERYONE,
    ("GET", "/feeds/changes"): EVERYONE,
    ("GET", "/feeds/page/<path:name>"): EVERYONE,
    ("GET", "/feeds/theme/<path:name>"): EVERYONE,
    ("GET", "/feeds/municipality/<path:name>"): EVERYONE,
    ("GET", "/feeds/topic/<int:topic_id>"): EVERYONE,
    ("GET", "/municipalities"): EVERYONE,
    ("GET", "/matrix"): EVERYONE,
    ("GET", "/requests"): EVERYONE,
    ("GET", "/random"): EVERYONE,
    ("GET", "/special"): EVERYONE,
    ("GET", "/changes"): EVERYONE,
    ("GET", "/changes/new"): EVERYONE,
    ("POST", "/patrol"): GARDENER,
    ("POST", "/unpatrol"): GARDENER,
    ("GET", "/newcomers"): GARDENER,
    ("POST", "/newcomers/<int:number>/greet"): GARDENER,
    ("GET", "/contributions/<path:name>"): EVERYONE,
    ("GET", "/user/<path:name>"): EVERYONE,
    ("GET", "/search"): EVERYONE,
    ("GET", "/search/suggest"): EVERYONE,
    ("POST", "/search/clicked"): EVERYONE,
    ("GET", "/search/insight"): GARDENER,
    ("POST", "/search/insight/forget"): GARDENER,
    ("GET", "/search/versions"): GARDENER,
    # deleting, hiding, rolling back
    ("GET", "/delete/<path:name>"): GARDENER,
    ("POST", "/delete/<path:name>"): GARDENER,
    ("GET", "/deleted"): GARDENER,
    ("GET", "/deleted/<int:page_id>"): GARDENER,
    ("POST", "/deleted/<int:page_id>"): GARDENER,
    ("GET", "/log/<int:number>"): EVERYONE,
    ("GET", "/log/<int:number>/hide"): GARDENER,
    ("POST", "/log/<int:number>/hide"): GARDENER,
    ("POST", "/log/<int:number>/show"): GARDENER,
    ("GET", "/file-version/<int:version_id>/hide"): GARDENER,
    ("POST", "/file-version/<int:version_id>/hide"): GARDENER,
    ("POST", "/file-version/<int:version_id>/show"): GARDENER,
    ("GET", "/revision/<int:revision_id>/hide"): GARDENER,
    ("POST", "/revision/<int:revision_id>/hide"): GARDENER,
    ("POST", "/revision/<int:revision_id>/show"): GARDENER,
    ("GET", "/rollback/<path:name>"): GARDENER,
    ("POST", "/rollback/<path:name>"): GARDENER,
    ("GET", "/users/rollback/<path:name>"): GARDENER,
    ("POST", "/users/rollback/<path:name>"): GARDENER,
    # files
    ("GET", "/file/<title>"): EVERYONE,
    ("GET", "/file/<checksum>/<title>"): EVERYONE,
    ("GET", "/thumb/<checksum>/<int:width>/<title>"): EVERYONE,
    # writing
    ("GET", "/new"): EVERYONE,
    ("GET", "/edit/links"): EVERYONE,
    ("GET", "/edit/headings/<path:name>"): EVERYONE,
    ("GET", "/users/suggest"): MEMBER,
    ("GET", "/edit/<path:name>"): EVERYONE,  # the source; the editor for members
    ("POST", "/edit/<path:name>"): MEMBER,
    ("POST", "/edit/fields/<path:name>"): MEMBER,
    ("GET", "/examples/new"): MEMBER,
    ("POST", "/examples/new"): MEMBER,
    ("GET", "/requests/new"): MEMBER,
    ("POST", "/requests/new"): MEMBER,
    ("GET", "/requests/answer/<path:name>"): MEMBER,
    ("POST", "/requests/answer/<path:name>"): MEMBER,
    ("POST", "/requests/solved/<path:name>"): MEMBER,  # who asked, their municipality, or a gardener
    ("POST", "/advice"): MEMBER,
    ("POST", "/preview/<path:name>"): MEMBER,
    ("POST", "/resolve/<path:name>"): MEMBER,
    # looking after pages and people
    ("GET", "/log"): EVERYONE,
    ("GET", "/protected"): EVERYONE,
    ("GET", "/protect/<path:name>"): GARDENER,
    ("POST", "/protect/<path:name>"): GARDENER,
    ("GET", "/blocks"): EVERYONE,
    ("GET", "/block/<path:name>"): GARDENER,
    ("POST", "/block/<path:name>"): GARDENER,
    ("GET", "/unblock/<path:name>"): GARDENER,
    ("POST", "/unblock/<path:name>"): GARDENER,
    # drafts
    ("GET", "/draft/<path:name>"): MEMBER,
    ("PUT", "/draft/<path:name>"): MEMBER,
    ("DELETE", "/draft/<path:name>"): MEMBER,
    ("POST", "/presence/<path:name>"): MEMBER,
    ("GET", "/drafts"): MEMBER,
    ("POST", "/drafts/<int:number>/throw"): MEMBER,  # its author only
    ("POST", "/drafts/<int:number>/restore"): MEMBER,  # its author only
    # whole pages
    ("GET", "/move/<path:name>"): MEMBER,
    ("POST", "/move/<path:name>"): MEMBER,
    ("GET", "/moved/<path:name>"): MEMBER,
    ("POST", "/moved/<path:name>"): MEMBER,
    ("GET", "/copy/<path:name>"): MEMBER,
    ("POST", "/copy/<path:name>"): MEMBER,
    ("GET", "/bulk"): GARDENER,
    ("POST", "/bulk"): GARDENER,
    ("GET", "/merge/<path:name>"): GARDENER,
    ("POST", "/merge/<path:name>"): GARDENER,
    ("GET", "/unmerge/<int:number>"): GARDENER,
    ("POST", "/unmerge/<int:number>"): GARDENER,
    # a page out of a Word document
    ("GET", "/import/word"): MEMBER,
    ("POST", "/import/word"): MEMBER,
    ("POST", "/import/word/begin"): MEMBER,
    ("GET", "/import/word/picture"): MEMBER,
    # moving in from MediaWiki
    ("GET", "/import/mediawiki"): ADMINISTRATOR,
    ("POST", "/import/mediawiki"): ADMINISTRATOR,
    ("POST", "/import/mediawiki/again"): ADMINISTRATOR,
    ("GET", "/import/mediawiki/<int:number>"): ADMINISTRATOR,
    ("POST", "/import/mediawiki/<int:number>/stop"): ADMINISTRATOR,
    ("GET", "/import/mediawiki/report/<int:number>"): ADMINISTRATOR,
    ("GET", "/original/<int:number>"): EVERYONE,
    ("GET", "/index.php"): EVERYONE,
    ("GET", "/index.php/<path:title>"): EVERYONE,
    ("GET", "/w/index.php"): EVERYONE,
    ("GET", "/w/index.php/<path:title>"): EVERYONE,
    # files
    ("GET", "/files"): EVERYONE,
    ("GET", "/upload"): MEMBER,
    ("POST", "/upload"): MEMBER,
    ("GET", "/upload/<path:name>"): MEMBER,
    ("POST", "/upload/<path:name>"): MEMBER,
    ("GET", "/restore/<path:name>"): MEMBER,
    ("POST", "/restore/<path:name>"): MEMBER,
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
    ("POST", "/reply/<int:reply_id>/answer"): GARDENER,  # or who asked
    ("POST", "/topic/<int:topic_id>/unanswer"): GARDENER,  # or who asked
    ("GET", "/reply/<int:reply_id>/hide"): GARDENER,
    ("POST", "/reply/<int:reply_id>/hide"): GARDENER,
    ("POST", "/reply/<int:reply_id>/show"): GARDENER,
    ("GET", "/topic/<int:topic_id>/move"): GARDENER,  # or who opened it
    ("POST", "/topic/<int:topic_id>/move"): GARDENER,  # or who opened it
    ("POST", "/reply/<int:reply_id>/thank"): MEMBER,
    ("POST", "/revision/<int:revision_id>/thank"): MEMBER,
    ("GET", "/questions"): EVERYONE,
    # what municipalities say of examples
    ("POST", "/stance/<path:name>"): MEMBER,  # of another municipality
    ("POST", "/still/<path:name>"): GARDENER,  # or a member of its municipality
    ("GET", "/contact/<path:name>"): GARDENER,  # or a member of its municipality
    ("POST", "/contact/<path:name>"): GARDENER,  # or a member of its municipality
    ("POST", "/likeness/<path:name>"): GARDENER,  # or a member of one of the two municipalities
    ("GET", "/overdue"): GARDENER,
    # watching, and being told
    ("POST", "/watch"): MEMBER,
    ("POST", "/unwatch"): MEMBER,
    ("GET", "/watchlist"): MEMBER,
    ("GET", "/watchlist/all"): MEMBER,
    ("POST", "/watchlist/seen"): MEMBER,
    ("POST", "/watchlist/stop"): MEMBER,
    ("POST", "/watchlist/again"): MEMBER,
    ("POST", "/watchlist/choices"): MEMBER,
    ("GET", "/notices"): MEMBER,
    ("GET", "/notices/<int:number>"): MEMBER,  # whose it is
    ("POST", "/notices/seen"): MEMBER,
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
    ("POST", "/settings/editor"): MEMBER,
    # letters
    ("GET", "/settings/letters"): MEMBER,
    ("POST", "/settings/letters"): MEMBER,
    ("POST", "/settings/letters/stop"): MEMBER,
    ("POST", "/settings/letters/start"): MEMBER,
    ("POST", "/settings/letters/resume"): MEMBER,
    ("GET", "/unsubscribe/<token>"): EVERYONE,  # whoever has the letter
    ("POST", "/unsubscribe/<token>"): EVERYONE,
    ("GET", "/users/letters"): ADMINISTRATOR,
    ("POST", "/users/letters/retry"): ADMINISTRATOR,
    ("POST", "/users/letters/<int:number>/retry"): ADMINISTRATOR,
    ("POST", "/users/letters/<int:number>/resume"): ADMINISTRATOR,
    ("GET", "/users/backups"): ADMINISTRATOR,
    ("GET", "/users"): MEMBER,
    ("POST", "/users/<int:number>/role"): ADMINISTRATOR,
    ("POST", "/users/<int:number>/vouch"): GARDENER,
}
REFUSED = {401, 403}
FILLED = {
    "version_id": "1",
    "name": "Plan",
    "hash_": "x",
    "path": "wiki.css",
    "title": "Torget.png",
    "checksum": "0" * 16,
    "width": "320",
    "link": "x",
    "code": "sv",
    "token": "x",
    "old": "1",
    "new": "1",
    "number": "1",
    "revision_id": "1",
    "page_id": "1",
}
FORMS: dict[str, dict[str, object]] = {
    "/edit/<path:name>": {"text": "Ny text.", "base": "1"},
    "/talk/<path:name>": {"title": "Fråga", "text": "Hur?"},
    "/settings/editor": {"editor": "source"},
    "/likeness/<path:name>": {"other": "1"},
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
    form = dict(FORMS.get(rule, {"text": "Svar."}))
    answer = visitor.get(path) if method == "GET" else visitor.send(method, path, form)
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
        "/unsubscribe",
    )
    for method, rule in RIGHTS:
        if rule.startswith(ways_in):
            continue
        assert knock(visitor, method, rule) in REFUSED, (method, rule)
    assert "Hemlig text." not in visitor.get("/search/suggest?q=Plan").text
