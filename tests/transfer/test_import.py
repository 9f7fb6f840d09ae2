"""Bringing in a folder of Markdown files."""

import os
from pathlib import Path

import pytest

from tests.conftest import World
from tests.transfer.conftest import brought_in, put, sentences
from tests.uploads.conftest import png
from wiki.core.errors import Refusal

HISTORY = """\
revisions:
  - at: "2017-09-28T10:03:00+02:00"
    by: Elna
    summary: Ny sida
    source: |
      Första tanken.
  - at: "2017-10-05T21:58:00+02:00"
    by: Lönn
    summary: Rättade
    minor: true
"""
TOPICS = """\
topics:
  - title: Hur stor ska piloten vara?
    by: Asp
    at: 2026-05-01T08:00:00Z
    source: Vi undrar.
    replies:
      - by: Ek
        at: "2026-05-02T08:00:00Z"
        source: Liten.
        replies: [{by: Asp, at: "2026-05-03T08:00:00Z", source: Tack!}]
      - {by: Elna, at: "2026-05-02T09:00:00Z", source: Jättestor.}
    closed: {by: Elna, at: "2026-05-04T08:00:00Z"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "folder"


def test_a_file_becomes_a_page_of_the_wikis_own_account(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Börja **smått**.\n", "Kommun/Umeå/Plan.md": "Vår plan.\n"})
    outcome = brought_in(world, folder)
    assert outcome.added == {"users": 1, "pages": 2, "revisions": 2}
    assert "<strong>smått</strong>" in world.visitor().get("/wiki/Pilot").text
    assert "Mittköping" in world.visitor().get("/history/Kommun:Umeå/Plan").text


def test_bringing_in_twice_adds_nothing(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n", "Vägledning/Pilot.yaml": HISTORY + TOPICS, "users.yaml": "- name: Ek"})
    first, second = brought_in(world, folder), brought_in(world, folder)
    assert first.added == {"users": 4, "pages": 1, "revisions": 2, "topics": 1, "replies": 3}
    assert not second.added
    assert second.unchanged == 1
    assert not second.faults


def test_history_keeps_its_dates_and_authors(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n", "Vägledning/Pilot.yaml": HISTORY})
    brought_in(world, folder)
    history = world.visitor().get("/history/Pilot").text
    assert history.index("5 oktober 2017 kl. 21.58") < history.index("28 september 2017 kl. 10.03")
    assert history.index("Lönn") < history.index("Elna")
    assert "Ny sida" in history


def test_topics_come_with_their_replies(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n", "Vägledning/Pilot.yaml": TOPICS})
    assert not brought_in(world, folder).faults
    talk = world.visitor().get("/talk/Pilot?show=older").text
    for said in ("Hur stor ska piloten vara?", "Liten.", "Tack!", "Jättestor.", "Avslutad"):
        assert said in talk


def test_a_file_without_history_becomes_a_new_version_of_the_page(world: World, folder: Path) -> None:
    world.write("Pilot", "Gammalt.")
    world.user("Ordna")
    put(folder, {"Vägledning/Pilot.md": "Nytt.\n"})
    assert brought_in(world, folder, by="ordna").added == {"pages changed": 1, "revisions": 1}
    history = world.visitor().get("/history/Pilot").text
    assert history.index("Ordna") < history.index("Skrivare")


def test_a_history_goes_on_where_the_wiki_has_it_until(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n", "Vägledning/Pilot.yaml": HISTORY})
    brought_in(world, folder)
    longer = HISTORY + '    source: Nu.\n  - {at: "2018-01-01T12:00:00+01:00", by: Ek}\n'
    put(folder, {"Vägledning/Pilot.md": "Sedan.\n", "Vägledning/Pilot.yaml": longer})
    assert brought_in(world, folder).added == {"users": 1, "pages changed": 1, "revisions": 1}
    assert "Sedan." in world.visitor().get("/wiki/Pilot").text


def test_what_was_written_here_since_is_not_overwritten(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n", "Vägledning/Pilot.yaml": HISTORY})
    brought_in(world, folder)
    world.write("Pilot", "Skrivet här.")
    assert not brought_in(world, folder).faults
    longer = HISTORY + '    source: Nu.\n  - {at: "2018-01-01T12:00:00+01:00", by: Ek}\n'
    put(folder, {"Vägledning/Pilot.md": "Sedan.\n", "Vägledning/Pilot.yaml": longer})
    (sentence,) = sentences(brought_in(world, folder))
    assert sentence.startswith("Vägledning/Pilot.md: the page has been changed here since")
    assert "Skrivet här." in world.visitor().get("/wiki/Pilot").text


def test_a_dry_run_writes_nothing(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n", "Vägledning/Pilot.yaml": HISTORY})
    assert brought_in(world, folder, dry_run=True).added == {"users": 2, "pages": 1, "revisions": 2}
    assert world.visitor().get("/wiki/Pilot").status_code == 404


def test_a_dry_run_counts_what_the_import_then_adds(world: World, folder: Path) -> None:
    still_open = TOPICS.partition("    closed:")[0].rstrip()
    beside = 'stances:\n  - {municipality: "0685", stance: trying, at: 2026-01-01T10:00:00Z, by: Ek}\n'
    put(
        folder,
        {
            "Vägledning/Pilot.md": "Nu.\n",
            "Vägledning/Pilot.yaml": HISTORY + still_open,
            "Fil/Torget.png.md": "---\nlicens: CC0 1.0\n---\n",
            "Kommun/Umeå/Ett.md": "---\ntyp: exempel\n---\nSå.\n",
            "Kommun/Umeå/Ett.yaml": beside + "contact: {role: Ekonom}\n",
        },
    )
    (folder / "Fil" / "Torget.png").write_bytes(png())
    told = brought_in(world, folder, dry_run=True)
    assert (told.added["files"], told.added["topics"], told.added["replies"]) == (1, 1, 3)
    assert +told.added == +brought_in(world, folder).added
    late = '\n      - {by: Alm, at: "2026-05-03T09:00:00Z", source: Lagom.}\n'
    put(folder, {"Vägledning/Pilot.yaml": HISTORY + still_open + late})
    (folder / "Fil" / "Torget.png").write_bytes(png("red"))
    told = brought_in(world, folder, dry_run=True)
    assert +told.added == {"users": 1, "files": 1, "replies": 1}
    assert +told.added == +brought_in(world, folder).added
    assert not +brought_in(world, folder, dry_run=True).added


def test_a_closed_topic_takes_nothing_more_and_a_dry_run_says_so(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n", "Vägledning/Pilot.yaml": TOPICS})
    brought_in(world, folder)
    late = TOPICS.replace("    closed:", '      - {by: Alm, at: "2026-05-05T09:00:00Z", source: Sent.}\n    closed:')
    put(folder, {"Vägledning/Pilot.yaml": late})
    for dry_run in (True, False):
        (said,) = sentences(brought_in(world, folder, dry_run=dry_run))
        assert "The topic is closed" in said


def test_a_dry_run_looks_into_the_files_too(world: World, folder: Path) -> None:
    put(folder, {"Fil/Fel.png.md": "Text."})
    (folder / "Fil" / "Fel.png").write_bytes(b"MZ\x90\0" + b"\0" * 500)
    (said,) = sentences(brought_in(world, folder, dry_run=True))
    assert "program" in said


def test_users_come_with_their_municipality(world: World, folder: Path) -> None:
    put(folder, {"users.yaml": '- {name: Rönn, municipality: "1485", demo: true}\n- {name: Fel, municipality: "9999"}'})
    outcome = brought_in(world, folder)
    assert outcome.added == {"users": 1}
    assert sentences(outcome) == ["users.yaml, line 2: There is no such municipality."]


def test_nobody_is_credited_by_mistake(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/Pilot.md": "Nu.\n"})
    with pytest.raises(Refusal, match="There is no account called “Ingen”"):
        brought_in(world, folder, by="Ingen")


def test_many_pages_are_rendered_side_by_side(world: World, folder: Path) -> None:
    put(folder, {f"Vägledning/Sida {number}.md": f"Text **{number}**.\n" for number in range(40)})
    assert brought_in(world, folder).added["pages"] == 40
    assert "<strong>39</strong>" in world.visitor().get("/wiki/Sida_39").text


BAD: list[tuple[dict[str, str], str]] = [
    ({"Konstigt/Sida.md": "x"}, "Konstigt: this folder is no namespace; these are: Vägledning, Kommun, Samverkan"),
    ({"Sida.md": "x"}, "Sida.md: a page has to lie in the folder of its namespace"),
    ({"Vägledning/a.txt": "x"}, "Vägledning/a.txt: a page's file ends with .md"),
    ({"Vägledning/a.yaml": "x"}, "Vägledning/a.yaml: there is no a.md beside it"),
    ({"Vägledning/a[b].md": "x"}, "Vägledning/a[b].md: “a[b]” cannot be the title of a page. A name cannot hold"),
    (
        {"Vägledning/A.md": "x", "Vägledning/a.md": "x"},
        "Vägledning/a.md: the page “A” stands in Vägledning/A.md already",
    ),
    ({"Vägledning/A.md": "x", "Vägledning/A.yaml": "a: b"}, "Vägledning/A.md: A.yaml, line 1: “a” is not known here"),
    (
        {"Vägledning/A.md": "x", "Vägledning/A.yaml": "revisions:\n - {at: i går}"},
        "Vägledning/A.md: A.yaml, line 2: “i går” is no moment; write it as 2026-11-20T15:10:00+01:00",
    ),
    (
        {"Vägledning/A.md": "x", "Vägledning/A.yaml": 'revisions:\n - {at: "2026-01-01"}'},
        "Vägledning/A.md: A.yaml, line 2: “2026-01-01” does not tell the time zone; write +01:00 or Z at its end",
    ),
    (
        {"Vägledning/A.md": "x", "Vägledning/A.yaml": "revisions:\n - {by: Ek}"},
        "Vägledning/A.md: A.yaml, line 2: “at” is missing",
    ),
    ({"Vägledning/A.md": "x" * 600_000}, "Vägledning/A.md: The text is too long: a page may be at most 500 kB."),
    (
        {"Vägledning/A.md": "x", "Vägledning/A.yaml": 'revisions:\n - {at: "2026-01-01T00:00:00Z", by: "a/b"}'},
        "Vägledning/A.md: A user name cannot hold a slash (/).",
    ),
]


@pytest.mark.parametrize(("files", "sentence"), BAD)
def test_bad_files_are_named_and_skipped(world: World, folder: Path, files: dict[str, str], sentence: str) -> None:
    put(folder, {**files, "Vägledning/Bra.md": "x\n"})
    outcome = brought_in(world, folder)
    assert [each for each in sentences(outcome) if each.startswith(sentence)], sentences(outcome)
    assert world.visitor().get("/wiki/Bra").status_code == 200


def test_what_is_not_utf_8_is_told_with_its_line(world: World, folder: Path) -> None:
    put(folder, {"Vägledning/A.md": ""})
    (folder / "Vägledning/A.md").write_bytes("Hej\nVästerås".encode("latin-1"))
    assert sentences(brought_in(world, folder)) == ["Vägledning/A.md, line 2: this is not UTF-8 (byte 0xe4)"]


def test_links_do_not_lead_out_of_the_folder(world: World, folder: Path, tmp_path: Path) -> None:
    put(folder, {"Vägledning/Bra.md": "x\n"})
    (tmp_path / "secret.md").write_text("hemligt")
    (folder / "Vägledning/Ut.md").symlink_to(tmp_path / "secret.md")
    (folder / "Kommun").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "Vägledning/Rör.md")
    assert sentences(brought_in(world, folder)) == [
        "Kommun: this is a link that leads to a folder or out of this folder",
        "Vägledning/Ut.md: this is a link that leads to a folder or out of this folder",
        "Vägledning/Rör.md: this is no file",
    ]
