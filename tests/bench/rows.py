"""A wiki of any size as rows, put straight into the tables: for measuring lists, which read nothing else.

The texts of its pages are two words long; their links, versions, sizes and categories are as many as in a real wiki.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any

from sqlalchemy import Connection, insert

from tests.bench.generated import OBJECTS, SUBJECTS
from wiki.accounts.models import Role, User
from wiki.changes.models import Patrol
from wiki.core.db import Base
from wiki.examples.models import Example, ExampleTheme
from wiki.files.models import File, FileVersion
from wiki.journal.models import Entry
from wiki.markup import VERSION, Namespace, PageName
from wiki.markup.names import sort_key
from wiki.municipalities.register import all_municipalities
from wiki.pages.categories import member_key
from wiki.pages.models import Link, Page, Rendering, Revision
from wiki.reports.models import Address, Host, Measure, Use
from wiki.talk.models import Reply, Topic
from wiki.watch.models import Concern, Kind, Watch

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 2000
WATCHED = 500  # pages that the administrator watches
TOGETHER = 5000  # rows in one statement

Row = dict[str, Any]


def fill(connection: Connection, pages: int, administrator: str, password_hash: str) -> None:
    """Fill an empty wiki with so many pages, and with an administrator who can sign in."""
    chance = random.Random(7)
    names = list(_names(pages))
    people = max(20, pages // 20)
    _put(connection, User, _users(people, administrator, password_hash))
    versions = [_versions(chance) for _name in names]
    _put(connection, Page, _pages(names, versions, chance))
    _put(connection, Revision, _revisions(versions, people, chance))
    _put(connection, Entry, _entries(names, versions, people, chance))
    _put(connection, Rendering, _renderings(versions))
    _put(connection, Link, ({**row, "place": names[row["page_id"] - 1].place} for row in _links(names, chance)))
    _put(connection, Measure, _measures(names, versions, chance))
    _addresses(connection, len(names), chance)
    _talk(connection, len(names), people, chance)
    _files(connection, names, people)
    _examples(connection, names, chance)
    _put(connection, Watch, ({"user_id": 1, "kind": Kind.PAGE.value, "number": n, "name": ""} for n in _watched(names)))
    _put(connection, Concern, _concerns(versions))
    _put(connection, Patrol, ({"revision_id": n, "user_id": 1} for n in range(1, sum(versions) + 1) if n % 3))


def _put(connection: Connection, model: type[Base], rows: Iterable[Row]) -> None:
    remaining = iter(rows)
    while some := list(islice(remaining, TOGETHER)):
        connection.execute(insert(model), some)


def _at(chance: random.Random) -> datetime:
    return BEGAN + timedelta(seconds=chance.randrange(DAYS * 86400))


def _names(pages: int) -> Iterator[PageName]:
    """The names: of a hundred pages two are categories, five redirects, ten about municipalities, five about files."""
    places = [each.name for each in all_municipalities()]
    for number in range(pages):
        subject, thing = SUBJECTS[number % len(SUBJECTS)].capitalize(), OBJECTS[number % len(OBJECTS)]
        kind = number % 100
        if kind < 2:
            yield PageName(Namespace.CATEGORY, f"Grupp {number}")
        elif kind < 12:
            yield PageName(Namespace.MUNICIPALITY, f"{places[number % len(places)]}/{subject} {number}")
        elif kind < 17:
            yield PageName(Namespace.FILE, f"Bild {number}.png")
        elif kind < 18:
            yield PageName(Namespace.TEMPLATE, f"Ruta {number}")
        elif kind < 20:
            yield PageName(Namespace.USER, f"Person {number}")
        else:
            yield PageName(Namespace.MAIN, f"{subject} {thing} {number}")


def _is_redirect(number: int) -> bool:
    return number % 100 >= 95


def _versions(chance: random.Random) -> int:
    return min(1 + int(chance.paretovariate(1.2)), 400)


def _users(people: int, administrator: str, password_hash: str) -> Iterator[Row]:
    places = all_municipalities()
    for number in range(1, people + 1):
        first = number == 1
        name = administrator if first else f"Person {number}"
        yield {
            "name": name,
            "name_key": name.casefold(),
            "email": f"{name.replace(' ', '.').lower()}@example.org",
            "password_hash": password_hash if first else None,
            "municipality_code": places[number % len(places)].code,
            "role": int(Role.ADMINISTRATOR if first else Role.GARDENER if number % 100 == 0 else Role.MEMBER),
            "created_at": BEGAN + timedelta(minutes=number),
            "confirmed_at": BEGAN + timedelta(minutes=number),
        }


def _pages(names: list[PageName], versions: list[int], chance: random.Random) -> Iterator[Row]:
    current = 0
    for number, (name, many) in enumerate(zip(names, versions, strict=True)):
        current += many
        created = _at(chance)
        target = names[(number * 7 + 20) % len(names)].full if _is_redirect(number) else None
        yield {
            "namespace": name.namespace.value,
            "title": name.title,
            "sort_key": name.sort_key,
            "created_at": created,
            "current_revision_id": current,
            "changed_at": created + timedelta(hours=chance.randrange(9000)),
            "size": int(chance.paretovariate(0.8) * 200) % 200_000,
            "kind": "",
            "redirect_to": target,
            "lead": "Två ord.",
            "fields": {},
        }


def _revisions(versions: list[int], people: int, chance: random.Random) -> Iterator[Row]:
    number = 0
    for page, many in enumerate(versions, 1):
        for place in range(many):
            number += 1
            yield {
                "page_id": page,
                "parent_id": number - 1 if place else None,
                "author_id": _author(people, chance),
                "created_at": _at(chance),
                "source": "Två ord.",
                "size": 8,
                "summary": "",
            }


def _author(people: int, chance: random.Random) -> int:
    """Some write very much, most hardly anything."""
    return min(int(people * chance.random() ** 3) + 1, people)


def _entries(names: list[PageName], versions: list[int], people: int, chance: random.Random) -> Iterator[Row]:
    at, step = BEGAN, timedelta(days=DAYS) / max(1, sum(versions))
    number = 0
    for page, (name, many) in enumerate(zip(names, versions, strict=True), 1):
        for place in range(many):
            number += 1
            at += step
            yield {
                "at": at,
                "kind": "edit" if place else "create",
                "actor_id": _author(people, chance),
                "namespace": name.namespace.value,
                "name": name.full,
                "page_id": page,
                "revision_id": number,
                "minor": number % 5 == 0,
                "newcomer": number % 50 == 0,
                "size_change": 8,
            }


def _renderings(versions: list[int]) -> Iterator[Row]:
    current = 0
    for page, many in enumerate(versions, 1):
        current += many
        made = {"page_id": page, "revision_id": current, "markup_version": VERSION, "html": "<p>Två ord.</p>"}
        yield {**made, "headings": [], "notices": []}


def _links(names: list[PageName], chance: random.Random) -> Iterator[Row]:
    groups = [each.title for each in names if each.namespace is Namespace.CATEGORY]
    rulers = [each.title for each in names if each.namespace is Namespace.TEMPLATE]
    for number, name in enumerate(names):
        place = count()
        if _is_redirect(number):
            yield _link(number, next(place), "redirect", names[(number * 7 + 20) % len(names)])
            continue
        for _time in range(chance.randrange(12)):
            target = names[int(len(names) * chance.random() ** 4)]
            yield _link(number, next(place), "link", target)
        if number % 30 == 0:
            yield _link(number, next(place), "link", PageName(Namespace.MAIN, f"Önskad {number % 900}"))
        if rulers and number % 20 == 0:
            yield _link(number, next(place), "template", PageName(Namespace.TEMPLATE, chance.choice(rulers)))
        for title in {chance.choice(groups) for _time in range(chance.randrange(4))} if groups else ():
            row = _link(number, next(place), "category", PageName(Namespace.CATEGORY, title))
            yield {**row, "sort_key": member_key(name, "")}


def _link(number: int, place: int, kind: str, target: PageName) -> Row:
    return {
        "page_id": number + 1,
        "number": place,
        "kind": kind,
        "target_namespace": target.namespace.value,
        "target_title": target.title,
        "before": "Läs ",
        "label": "mer",
        "sort_key": "",
    }


def _measures(names: list[PageName], versions: list[int], chance: random.Random) -> Iterator[Row]:
    current = 0
    for page, many in enumerate(versions, 1):
        current += many
        lix = round(chance.gauss(42, 9))
        yield {
            "page_id": page,
            "revision_id": current,
            "lix": None if _is_redirect(page - 1) else lix,
            "words": 500,
            "notices": "too-large" if page % 1000 == 0 else "",
            "wordless": ["Bild 12.png"] if page % 50 == 0 else [],
            "wordless_count": int(page % 50 == 0),
        }


def _addresses(connection: Connection, pages: int, chance: random.Random) -> None:
    addresses = max(10, pages // 5)
    rows = (
        {
            "digest": f"{number:064}",
            "url": f"https://plats{number % 500}.example/{number}",
            "host": f"plats{number % 500}.example",
            "due_at": _at(chance),
            "checked_at": _at(chance),
            "status": 404 if number % 20 == 0 else 200,
            "fault": "gone" if number % 20 == 0 else "",
            "failures": 4 if number % 20 == 0 else 0,
            "failing_since": _at(chance) if number % 20 == 0 else None,
        }
        for number in range(addresses)
    )
    _put(connection, Address, ({**row, "leads_to": ""} for row in rows))
    _put(connection, Host, ({"host": f"plats{number}.example", "free_at": BEGAN} for number in range(500)))
    pairs = ({(page, 1 + chance.randrange(addresses)) for _time in range(2)} for page in range(1, pages + 1))
    _put(connection, Use, ({"page_id": page, "address_id": number} for some in pairs for page, number in some))


def _talk(connection: Connection, pages: int, people: int, chance: random.Random) -> None:
    topics = pages // 20
    begun = ((1 + chance.randrange(pages), 1 + chance.randrange(people), _at(chance)) for _n in range(topics))
    _put(
        connection,
        Topic,
        (
            {
                "page_id": page,
                "title": f"Fråga {n}",
                "author_id": author,
                "created_at": at,
                "changed_at": at,
                "kind": "question" if n % 4 == 0 else "remark",
                "closed_at": at if n % 3 == 0 else None,
            }
            for n, (page, author, at) in enumerate(begun)
        ),
    )
    said = {"source": "Hej", "html": "<p>Hej</p>", "text": "Hej"}
    _put(
        connection,
        Reply,
        (
            {"topic_id": 1 + n // 2, "author_id": 1 + chance.randrange(people), "created_at": _at(chance), **said}
            for n in range(topics * 2)
        ),
    )


def _files(connection: Connection, names: list[PageName], people: int) -> None:
    titles = [each.title for each in names if each.namespace is Namespace.FILE]
    _put(connection, File, ({"title": each, "current_version_id": n} for n, each in enumerate(titles, 1)))
    shape = {"number": 1, "size": 50_000, "media_type": "image/png", "extension": "png", "width": 800, "height": 600}
    shapes = ({**shape, "file_id": n, "checksum": f"{n:064}", "uploader_id": 1 + n % people} for n in count(1))
    _put(connection, FileVersion, islice(shapes, len(titles)))


def _examples(connection: Connection, names: list[PageName], chance: random.Random) -> None:
    codes = {each.name: each.code for each in all_municipalities()}
    found = [(n, each) for n, each in enumerate(names, 1) if each.namespace is Namespace.MUNICIPALITY][:3000]
    rows = (
        {
            "page_id": number,
            "number": 0,
            "title": name.title,
            "owner_namespace": "municipality",
            "owner_title": name.title.partition("/")[0],
            "owner_sort_key": sort_key(name.title.partition("/")[0]),
            "municipality_code": codes[name.title.partition("/")[0]],
            "status": "pilot",
            "rank": 2,
            "created_at": (at := _at(chance)),
            "changed_at": at,
        }
        for number, name in found
    )
    _put(connection, Example, rows)
    themes = ({"example_id": n, "title": f"Tema {chance.randrange(22):02}"} for n in range(1, len(found) + 1))
    _put(connection, ExampleTheme, themes)


def _watched(names: list[PageName]) -> range:
    return range(1, len(names), max(1, len(names) // WATCHED))


def _concerns(versions: list[int]) -> Iterator[Row]:
    number = 0
    for page, many in enumerate(versions, 1):
        for _place in range(many):
            number += 1
            yield {"kind": Kind.PAGE.value, "number": page, "name": "", "entry_id": number}
