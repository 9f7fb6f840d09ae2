import re

import pytest

from wiki.exporting.site.file_names import FOLDERS, OWN_FOLDERS, SiteNames, slug
from wiki.markup import Namespace, PageName, parse_name


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Pilot", "vagledning/pilot"),
        ("Kommun:Västerås/E-tjänst för bygglov", "kommun/vasteras/e-tjanst-for-bygglov"),
        ("Vad kostar det? 100 %", "vagledning/vad-kostar-det-100"),
        ("Med/snedstreck", "vagledning/med-snedstreck"),
        ("Aux", "vagledning/aux-"),
        ("Index", "vagledning/index-"),
    ],
)
def test_a_page_gets_a_path_of_its_name_in_plain_letters(name: str, path: str) -> None:
    assert SiteNames().give(parse_name(name)) == path


def test_names_that_would_meet_get_checksums_of_their_own_and_always_the_same() -> None:
    titles = ("ABC", "Abc", "Åbc", "日本", "日本語", "Abc!", "C" * 200)
    names, again = SiteNames(), SiteNames()
    given = [names.give(parse_name(title)) for title in titles]
    assert len(set(given)) == len(titles)
    assert given[0] == "vagledning/abc"
    assert all(re.fullmatch(r"[a-z0-9/-]{1,140}", path) for path in given)
    assert [again.give(parse_name(title)) for title in titles] == given


def test_every_part_is_short_enough_whatever_the_title() -> None:
    deep = parse_name("Kommun:" + "/".join(["ä" * 20] * 6))
    wide = PageName(Namespace.MAIN, "ö" * 127)
    for path in (SiteNames().give(deep), SiteNames().give(wide)):
        assert len(path) <= 140
        assert max(len(part) for part in path.split("/")) <= 200


def test_a_file_keeps_its_ending() -> None:
    names = SiteNames()
    assert names.give_file("Plan för 2027.pdf") == "files/plan-for-2027.pdf"
    assert re.fullmatch(r"files/plan-for-2027-[0-9a-f]{10}\.pdf", names.give_file("Plan för 2027!.pdf"))
    assert re.fullmatch(r"files/[0-9a-f]{10}\.png", names.give_file("日本.png"))


def test_folders_of_pages_and_the_sites_own_are_apart() -> None:
    assert len(set(FOLDERS.values())) == len(Namespace)
    assert not OWN_FOLDERS & set(FOLDERS.values())
    assert slug("Hjälp") == FOLDERS[Namespace.HELP] == "hjalp"
