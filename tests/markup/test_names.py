"""Names: one page has one name, whatever way it was typed."""

import pickle
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wiki.markup.names import BadName, Namespace, PageName, parse_name, sort_key


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("digital mognad", "Digital mognad"),
        ("  Digital__mognad ", "Digital mognad"),
        ("ärende", "Ärende"),
        ("ßtraße", "ßtraße"),
        ("A\u030ange", "Ånge"),
        ("kommun:uddevalla", "Kommun:Uddevalla"),
        ("KOMMUN : uddevalla/testmiljö", "Kommun:Uddevalla/testmiljö"),
        ("Kommune:Oslo", "Kommun:Oslo"),
        ("municipality:Oslo", "Kommun:Oslo"),
        ("category:Skola", "Kategori:Skola"),
        ("Bild:Karta.png", "Fil:Karta.png"),
        ("Bruker:Elna", "Användare:Elna"),
        (":Kategori:Skola", "Kategori:Skola"),
        (":mognad", "Mognad"),
        ("Digital mognad: en start", "Digital mognad: en start"),
        ("Kommun:Tema:X", "Kommun:Tema:X"),
        ("\u200eNorrköping\u200f", "Norrköping"),
        ("Kom\u00admun:Ånge", "Kommun:Ånge"),
        ("A\tb\nc", "A b c"),
        ("/a//b/", "A/b"),
        (":/Kommun:X", "Kommun:X"),
        ("..?", "..?"),
    ],
)
def test_name_is_tidied(typed: str, full: str) -> None:
    assert parse_name(typed).full == full
    assert str(parse_name(full)) == full


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write a name"),
        (" _ ", "Write a name"),
        (":", "Write a name"),
        ("Kommun:", "only says what kind"),
        ("kommun : /", "only says what kind"),
        ("Kommun::X", "begin with a colon"),
        ("::X", "begin with a colon"),
        ("A#b|c", "cannot hold these characters: # |"),
        ("A[b]", "[ ]"),
        ("{{A}}", "{ }"),
        ("<b>", "< >"),
        ("A\x00b", "control character"),
        ("A\x7fb", "control character"),
        ("A\ud800b", "control character"),
        ("A\ufffdb", "damaged"),
        (".", "cannot be “.”"),
        ("..", "cannot be “.”"),
        ("../etc", "cannot be “.”"),
        ("Kommun:A/./b", "cannot be “.”"),
        ("A/..", "cannot be “.”"),
        ("A~~~~b", "tildes"),
        ("å" * 128, "128 characters, and there is room for 127"),
    ],
)
def test_bad_name_is_refused_with_its_reason(typed: str, sentence: str) -> None:
    with pytest.raises(BadName) as refusal:
        parse_name(typed)
    assert sentence in str(refusal.value)
    assert refusal.value.status == 400


def test_longest_name_is_taken() -> None:
    assert len(parse_name("Kommun:" + "å" * 127 + "x").title) == 128


def test_default_namespace_is_used_when_no_prefix_says_otherwise() -> None:
    assert parse_name("skola", Namespace.THEME).full == "Tema:Skola"
    assert parse_name("Hjälp:skola", Namespace.THEME).full == "Hjälp:Skola"
    assert parse_name(":skola", Namespace.THEME).full == "Skola"


def test_address_and_path() -> None:
    name = parse_name("Kommun:Uddevalla/Ny testmiljö?")
    assert name.address == "Kommun:Uddevalla/Ny_testmiljö?"
    assert name.path == "/wiki/Kommun:Uddevalla/Ny_testmilj%C3%B6%3F"
    assert parse_name('50 % "A&B\'s"').path == "/wiki/50_%25_%22A%26B%27s%22"


def test_subpages() -> None:
    plan = parse_name("Kommun:Uddevalla/Plan/2027")
    assert plan.base == parse_name("Kommun:Uddevalla")
    assert plan.parent == parse_name("Kommun:Uddevalla/Plan")
    assert plan.leaf == "2027"
    assert plan.base.parent is None
    assert plan.base.base == plan.base


def test_slash_is_part_of_the_title_in_the_main_namespace() -> None:
    name = parse_name("Stöd 24/7")
    assert (name.base, name.leaf, name.parent) == (name, "Stöd 24/7", None)


def test_swedish_order() -> None:
    shuffled = ["Östersund", "Ärende", "Åre", "Zebra", "Ängel", "Steg 10", "Steg 2", "Øre", "Ensam", "École", "7"]
    assert sorted(shuffled, key=sort_key) == [
        *("7", "École", "Ensam", "Steg 2", "Steg 10", "Zebra", "Åre", "Ängel", "Ärende", "Øre", "Östersund"),
    ]


def test_names_sort_by_kind_and_then_by_title() -> None:
    names = [parse_name(text) for text in ("Tema:Öar", "Kommun:Ånge", "Kommun:Älmhult", "Öppna data")]
    for found in (sorted(names), sorted(names, key=lambda name: name.place.encode())):
        assert [name.full for name in found] == ["Öppna data", "Kommun:Ånge", "Kommun:Älmhult", "Tema:Öar"]


@pytest.mark.parametrize("text", ["1a" * 127, "7" * 255, "œ" * 127, "ß" * 127, "ﷺ" * 85], ids=range(5))
def test_no_title_sorts_by_more_than_can_be_stored(text: str) -> None:
    assert len(parse_name(text, Namespace.USER).place) <= 600


def test_every_namespace_is_known_by_its_prefix() -> None:
    for namespace in Namespace:
        assert parse_name(f"{namespace.prefix}:X").namespace is namespace


ALPHABET = st.one_of(
    st.characters(), st.sampled_from([*" _:/.~aåßıŉ\u0307\u200e", "Kommun", "kommun:", "Kategori :", "Hjälp:", "//"])
)


@given(st.lists(ALPHABET, max_size=12).map("".join), st.sampled_from(Namespace))
@example(":/Kommun:X", Namespace.MAIN)
@example("ı\u0307", Namespace.MAIN)
@example("Kommun:/Kommun:X", Namespace.HELP)
@example("kommun/ /:x", Namespace.MAIN)
def test_reading_a_name_twice_changes_nothing(typed: str, default: Namespace) -> None:
    try:
        name = parse_name(typed, default)
    except BadName:
        return
    assert parse_name(name.full) == name
    assert parse_name(name.address) == name
    assert parse_name(unquote(name.path).removeprefix("/wiki/")) == name
    assert name.path.isascii()
    assert "//" not in name.path
    assert pickle.loads(pickle.dumps(name)) == name
    for near in (name.base, name.parent):
        assert near is None or parse_name(near.full) == near


def test_names_are_never_garbled_by_their_own_text() -> None:
    assert PageName(Namespace.MUNICIPALITY, "Ånge").full == "Kommun:Ånge"
