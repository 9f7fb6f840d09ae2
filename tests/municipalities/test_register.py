"""The register of municipalities."""

from wiki.municipalities.register import (
    all_municipalities,
    by_code,
    by_full_name,
    by_name,
    counties,
    county,
    group,
    groups,
)


def test_there_are_290_in_swedish_order() -> None:
    names = [each.name for each in all_municipalities()]
    assert len(set(names)) == 290
    assert names[0] == "Ale"
    assert names[-1] == "Övertorneå"
    assert names.index("Ystad") < names.index("Åmål") < names.index("Älmhult") < names.index("Öckerö")


def test_each_is_found_by_its_code_and_both_its_names() -> None:
    for each in all_municipalities():
        assert by_code(each.code) is each
        assert by_name(each.name) is each
        assert by_name(f" {each.full_name.upper()} ") is each


def test_what_is_no_municipality_is_not_found() -> None:
    assert by_code("9999") is by_code("") is by_code(None) is by_name("Mittköping") is None


def test_says_what_the_register_says() -> None:
    umea = by_code("2480")
    assert umea is not None
    assert (umea.name, umea.full_name, umea.county, umea.group_code) == (
        "Umeå",
        "Umeå kommun",
        "Västerbottens län",
        "B3",
    )
    assert (round(umea.lat), round(umea.lon)) == (64, 20)
    assert by_name("Region Gotland") is by_code("0980")


def test_every_municipality_is_in_one_county_and_one_group() -> None:
    assert (len(counties()), len(groups())) == (21, 9)
    for gatherings in (counties(), groups()):
        assert sorted(each.code for one in gatherings for each in one.members) == sorted(
            each.code for each in all_municipalities()
        )
    vasterbotten, small = county("24"), group("C6")
    assert vasterbotten is not None
    assert small is not None
    assert (vasterbotten.name, len(vasterbotten.members)) == ("Västerbottens län", 15)
    assert (small.name, len(small.members)) == ("Mindre stad/tätort", 27)
    assert county("99") is group(None) is None


def test_the_full_name_is_told_from_the_short_one() -> None:
    assert by_full_name("västerås STAD") is by_code("1980")
    assert by_full_name("Västerås") is by_full_name("Mittköping kommun") is None


def test_a_town_is_a_municipality_too() -> None:
    found = by_name("göteborgs kommun")
    assert found
    assert found.full_name == "Göteborgs stad"
    assert by_full_name("Stockholms kommun") == by_name("Stockholm")
