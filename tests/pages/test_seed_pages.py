"""The seed pages are the first real content: their links have to hold."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Visitor
from wiki.app import create_app
from wiki.core.db import Base
from wiki.core.settings import Settings
from wiki.transfer.seed import seed

# What asks a visitor to sign in, and what there is too much of to walk through.
SIGNED_IN = (
    *("/bulk", "/deleted", "/edit", "/examples/new", "/gardening", "/import", "/newcomers", "/notices", "/reply"),
    *("/requests/answer", "/requests/new", "/search/insight", "/search/versions", "/signin", "/upload", "/watchlist"),
)
MANY = ("/diff", "/history", "/language", "/static", "/talk", "/topic")
GUIDANCE = "/wiki/T%C3%A4nk_stort_men_b%C3%B6rja_sm%C3%A5tt"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Somebody who reads a wiki that has just been filled."""
    data: Path = tmp_path_factory.mktemp("seeded")
    app = create_app(Settings(data=data))
    engine = app.extensions["wiki.engine"]
    Base.metadata.create_all(engine)
    with app.app_context():
        outcome = seed()
    assert outcome.faults == []
    yield Visitor(app.test_client())
    engine.dispose()


def municipalities(page: str) -> list[str]:
    """Who is shown under "Så gör kommunerna", in order."""
    assert 'id="mk-how"' in page
    return re.findall(r'class="who" href="[^"]*">([^<]*)</a>', page[page.index('id="mk-how"') :])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (GUIDANCE, ["Sollentuna", "Skellefteå", "Uddevalla", "Umeå", "Västerås", "Halmstad", "Karlskrona"]),
        ("/wiki/Efter_m%C3%A4tningen:_s%C3%A5_%C3%B6kar_ni_den_digitala_mognaden", ["Vetlanda"]),
        (
            "/wiki/Att_leda_digital_f%C3%B6r%C3%A4ndring_%E2%80%93_fyra_workshoppar",
            ["Skellefteå", "Digitala Västerbotten"],
        ),
        ("/wiki/Tema:Successivt_inf%C3%B6rande", ["Sollentuna", "Halmstad", "Karlskrona"]),
        ("/wiki/Tema:Testmilj%C3%B6er", ["Uddevalla", "Västerås"]),
    ],
)
def test_municipalities_show_under_the_guidance_they_link_to(
    reader: Visitor, address: str, expected: list[str]
) -> None:
    assert set(expected) <= set(municipalities(reader.get(address).text))


def test_the_first_guidance_lists_its_example_first_then_who_mentions_it_by_municipality(reader: Visitor) -> None:
    shown = municipalities(reader.get(GUIDANCE).text)
    assert shown[:7] == ["Västerås", "Halmstad", "Karlskrona", "Skellefteå", "Sollentuna", "Uddevalla", "Umeå"]


def test_the_checklist_is_linked_from_where_it_comes(reader: Visitor) -> None:
    assert "Inga trösklar i min kommun" in reader.get("/backlinks/Checklista:Iris").text


def test_only_the_deliberate_red_links_are_wanted(reader: Visitor) -> None:
    wanted = reader.get("/reports/wanted").text
    assert "Nyttan av testbäddar" in wanted
    assert "Plan för digitalisering (mall)" in wanted
    assert len(re.findall(r'class="[^"]*red', wanted)) <= 2


def test_the_banner_of_the_original_can_be_seen(reader: Visitor) -> None:
    history = reader.get("/history/Tänk_stort_men_börja_smått").text
    number = re.search(r'oldid=(\d+)"><time[^>]*>5 oktober 2017 kl\.\s21\.58', history)
    assert number
    page = reader.get(f"{GUIDANCE}?oldid={number[1]}").text
    assert "Version från den 5 oktober 2017 kl. 21.58" in page
    assert "Elna" in page


def test_there_is_an_unanswered_question(reader: Visitor) -> None:
    assert "Obesvarad" in reader.get("/talk/Tänk_stort_men_börja_smått").text


def test_every_link_of_every_page_leads_somewhere(reader: Visitor) -> None:
    """Links are followed from the front page on, as a visitor would; the editor's and the language's are left out."""
    waiting, seen, broken = ["/"], {"/"}, []
    while waiting:
        address = waiting.pop()
        answer = reader.get(address, follow_redirects=True)
        if answer.status_code != 200:
            broken.append((address, answer.status_code))
            continue
        for href in re.findall(r'href="(/[^"#]*)', answer.text):
            link = href.replace("&amp;", "&")
            path = link.split("?")[0]
            if path.startswith(SIGNED_IN + MANY):
                continue
            if ("?" in link and not path.startswith(("/pages", "/changes"))) or path in seen:
                continue
            seen.add(path)
            waiting.append(link)
    allowed = {"Nyttan_av_testb", "Plan_f%C3%B6r_digitalisering_(mall)"}
    assert [each for each in broken if not any(word in each[0] for word in allowed)] == []
    assert len(seen) > 100
