"""Reading a page: its address, its text, and what the wiki gathers around it."""

import re
from html.parser import HTMLParser

import pytest

from tests.conftest import World
from wiki.markup import parse_name


class Tags(HTMLParser):
    """What a browser would make of a page, as far as it could run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.dangerous: list[object] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and not (dict(attrs).get("src") or "").startswith("/static/"):
            self.dangerous.append((tag, attrs))
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or address.startswith(("javascript:", "data:", "//")):
                self.dangerous.append((tag, name, value))


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/wiki/tänk_stort", "/wiki/T%C3%A4nk_stort"),
        ("/wiki/Tänk stort", "/wiki/T%C3%A4nk_stort"),
        ("/wiki/kommun:uddevalla", "/wiki/Kommun:Uddevalla"),
        ("/wiki/Kommun:_Uddevalla", "/wiki/Kommun:Uddevalla"),
        ("/wiki/Municipality:Uddevalla", "/wiki/Kommun:Uddevalla"),
        ("/history/tänk_stort", "/history/T%C3%A4nk_stort"),
        ("/talk/tänk_stort", "/talk/T%C3%A4nk_stort"),
    ],
)
def test_a_wrong_spelling_leads_to_the_one_right_address_in_one_step(world: World, asked: str, right: str) -> None:
    world.write("Tänk stort", "Text.")
    world.write("Kommun:Uddevalla", "Text.")
    answer = world.visitor().get(asked)
    assert answer.status_code == 301
    assert answer.location == right
    assert world.visitor().get(right).status_code == 200


def test_letters_beyond_ascii_and_odd_signs_have_addresses(world: World) -> None:
    for name in ("Årlig översyn", "Ærlig øvelse på Ås", "Vad nu?", "100 % digitalt", "C++ & vänner", "Fråga: går det?"):
        world.write(name, f"Texten om {name}.")

        assert f"{name}</h1>".replace("&", "&amp;") in world.visitor().get(parse_name(name).path).text


@pytest.mark.parametrize("bad", ["Kommun:", "a%7Cb", "a/../b", "%5Bx%5D", "a%01b", "å" * 200])
def test_a_bad_title_is_refused_with_a_sentence(world: World, bad: str) -> None:
    answer = world.visitor().get(f"/wiki/{bad}")
    assert answer.status_code == 400
    assert "namn" in answer.text.lower()


def test_an_unknown_page_offers_hits_and_to_create_it(world: World) -> None:
    world.write("Testmiljöer", "En testmiljö är en plats att pröva på.")
    answer = world.visitor().get("/wiki/Testmiljö")
    assert answer.status_code == 404
    assert 'href="/wiki/Testmilj%C3%B6er"' in answer.text
    assert "/edit/Testmilj" in answer.text
    assert "skapa sidan" in answer.text


def test_a_redirect_shows_its_target_and_says_from_where(world: World) -> None:
    world.write("Tema:Piloter", "Om piloter.")
    world.write("Pilot", "#OMDIRIGERING [[Tema:Piloter]]")
    page = world.visitor().get("/wiki/Pilot").text
    assert "Om piloter." in page
    assert "(Omdirigerad från" in page
    itself = world.visitor().get("/wiki/Pilot?redirect=no").text
    assert "Omdirigeringssida" in itself
    assert 'href="/wiki/Tema:Piloter"' in itself


def test_redirects_in_a_circle_do_not_hang(world: World) -> None:
    world.write("Ett", "#REDIRECT [[Två]]")
    world.write("Två", "#REDIRECT [[Ett]]")
    assert world.visitor().get("/wiki/Ett").status_code == 200


def test_the_foot_says_who_wrote_from_where_and_under_which_licence(world: World) -> None:
    world.user("Asp", municipality="1380")
    world.write("Plan", "Text.", by="Asp")
    page = world.visitor().get("/wiki/Plan").text
    assert "Halmstads kommun" in page
    assert "CC0 1.0" in page
    assert "Hämtad från" in page
    assert "/wiki/Plan?oldid=1" in page


def test_municipalities_that_link_here_are_shown_with_their_sentence(world: World) -> None:
    world.write("Kommun:Uddevalla", "## Testmiljö\n\nHos oss [[Plan|prövar vi först]] i en testmiljö. Annat.")
    world.write("Kommun:Halmstad/Digital plan", "Vi har en [[plan]].")
    world.write("Kommun:Mittköping", "Vi följer [[plan]].")
    world.write("Plan", "Så gör [[Kommun:Halmstad|Halmstad]].")
    page = world.visitor().get("/wiki/Plan").text
    gathered = page[page.index('id="mk-how"') :]
    assert gathered.index("Halmstad") < gathered.index("Uddevalla")
    assert 'Hos oss <a href="/wiki/Kommun:Uddevalla#Testmilj' in gathered
    assert "prövar vi först</a> i en testmiljö." in gathered
    assert "Mittköping</a>" not in gathered.split("</ul>")[0]


def test_a_page_without_examples_invites_them(world: World) -> None:
    world.write("Plan", "Text.")
    assert "Ingen kommun länkar hit än" in world.visitor().get("/wiki/Plan").text


def test_a_category_page_lists_its_members(world: World) -> None:
    world.write("Kategori:Test", "Allt om test.\n\n[[Kategori:Allt]]")
    world.write("Bad", "Text.\n\n[[Kategori:Test]]")
    world.write("Ån", "Text.\n\n[[Kategori:Test]]")
    world.write("Kategori:Del", "[[Kategori:Test]]")
    page = world.visitor().get("/wiki/Kategori:Test").text
    assert "Sidor i kategorin ”Test”" in page
    assert page.index("/wiki/Bad") < page.index("/wiki/%C3%85n")
    assert 'href="/wiki/Kategori:Del"' in page


def test_a_page_in_another_language_says_so(world: World) -> None:
    world.write("Sosiale medier", "---\nspråk: nb\n---\nOm sosiale medier.")
    assert re.search('<article class="prose"[^>]* lang="nb"', world.visitor().get("/wiki/Sosiale_medier").text)


def test_what_people_write_cannot_run_in_the_reader_s_browser(world: World) -> None:
    attack = (
        '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) <a href="//evil.example">y</a>'
    )
    world.user("Asp")
    world.write("Plan", attack, by="Asp", summary=attack)
    world.write('A"onmouseover="alert(1)', attack)
    for address in (
        "/wiki/Plan",
        "/history/Plan",
        "/changes",
        "/diff/0/1",
        "/search?q=alert",
        "/wiki/A%22onmouseover=%22alert(1)",
    ):
        answer = world.visitor().get(address, follow_redirects=True)
        tags = Tags(answer.text)
        assert tags.dangerous == [], address
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_text_that_cannot_be_laid_out_is_shown_as_it_is_with_a_notice(world: World) -> None:
    world.write("Svår", "[" * 50_000)
    page = world.visitor().get("/wiki/Svår").text
    assert "för invecklad" in page
    assert "[[[[" in page


def test_a_redirect_to_a_section_goes_there(world: World) -> None:
    world.write("Hjälp:Söka", "Början.\n\n## Ord\n\nOm ord.")
    world.write("Sökord", "#OMDIRIGERING [[Hjälp:Söka#Ord]]")
    answer = world.visitor().get("/wiki/Sökord")
    assert answer.status_code == 302
    assert answer.location.endswith("#Ord")
    page = world.visitor().get(answer.location.split("#")[0]).text
    assert "(Omdirigerad från" in page
    assert "Sökord" in page


def test_a_redirect_to_itself_is_shown_as_what_it_is(world: World) -> None:
    world.write("Slinga", "#REDIRECT [[Slinga]]")
    page = world.visitor().get("/wiki/Slinga").text
    assert "Omdirigeringssida" in page
    assert "Omdirigerad från" not in page
