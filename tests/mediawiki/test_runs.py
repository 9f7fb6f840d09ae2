"""Bringing a wiki in by the browser: tried first, then done."""

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from threading import Event

from tests.conftest import Visitor, World
from tests.mediawiki.conftest import DUMP
from tests.mediawiki.test_again import badly
from wiki.accounts.models import Role
from wiki.mediawiki import runs

PART = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'


class Once(Event):
    """Lets whoever waits for it go round once."""

    rounds = 0

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002
        self.rounds += 1
        return self.rounds > 1


def ask(world: World, karin: Visitor, **form: str) -> str:
    """Ask for the export, let it be seen to, and give the page that tells about it."""
    answer = karin.post("/import/mediawiki", {"there": DUMP.name, **form})
    assert answer.status_code == 303, answer.text
    runs.run(world.app, Once())
    return karin.get(answer.headers["Location"]).text


def test_a_try_tells_what_would_come_and_writes_nothing(world: World) -> None:
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    folder = world.app.config["WIKI"].data / runs.FOLDER
    folder.mkdir()
    shutil.copy(DUMP, folder)
    told = ask(world, karin, only_try="1", same_people="1")
    assert "ingenting skrivs" in told
    assert "<h1>mittkoping.xml är provad</h1>" in told
    assert "Vad som skulle komma in" in told
    assert "Vad du bör titta på" in told
    assert 'name="there" value="mittkoping.xml"' in told
    assert 'name="same_people" value="1"' in told
    assert karin.get("/wiki/Testmiljö").status_code == 404
    assert "bara provat" in karin.get("/import/mediawiki").text
    done = ask(world, karin, same_people="1")
    assert "Det är klart" in done
    assert "ingenting skrivs" not in done
    assert karin.get("/wiki/Testmiljö").status_code == 200


def test_a_run_that_is_done_says_so_and_tells_what_is_to_be_looked_at(world: World) -> None:
    world.user("Elna")
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    folder = world.app.config["WIKI"].data / runs.FOLDER
    folder.mkdir()
    shutil.copy(DUMP, folder)
    answer = karin.post("/import/mediawiki", {"there": DUMP.name})
    assert "<h1>Hämtar in mittkoping.xml</h1>" in karin.get(answer.headers["Location"]).text
    runs.run(world.app, Once())
    told = karin.get(answer.headers["Location"]).text
    assert "<h1>mittkoping.xml är inhämtad</h1>" in told
    assert "Vad du bör titta på" in told
    assert "Elna heter Elna (Gamla Mittköping) här" in told


def test_what_came_before_is_tried_and_converted_again(settled: World) -> None:
    karin = settled.signed_in("Karin", Role.ADMINISTRATOR)
    badly(settled, "Testmiljö")
    assert "Omvandla på nytt" in karin.get("/import/mediawiki").text
    tried = karin.post("/import/mediawiki/again", {"only_try": "1"}).headers["Location"]
    assert karin.post("/import/mediawiki/again").status_code == 409
    assert "<h1>Omvandlar på nytt</h1>" in karin.get(tried).text
    runs.run(settled.app, Once())
    told = karin.get(tried).text
    assert "<h1>Provat att omvandla på nytt</h1>" in told
    assert "ingenting skrivs" in told
    assert "<strong>1</strong> sidor med en bättre version" in told
    assert "<strong>testmiljö</strong>" not in karin.get("/wiki/Testmiljö").text
    done = karin.post("/import/mediawiki/again").headers["Location"]
    runs.run(settled.app, Once())
    assert "<h1>Omvandlat på nytt</h1>" in karin.get(done).text
    assert "<strong>testmiljö</strong>" in karin.get("/wiki/Testmiljö").text


def test_a_file_that_is_too_large_leaves_the_form_as_it_was(make_world: Callable[..., World]) -> None:
    world = make_world(max_file_megabytes=1)
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    token = re.search(r'name="csrf_token" value="([^"]+)"', karin.get("/import/mediawiki").text)
    assert token
    words = "".join(
        PART.format(*each) for each in (("csrf_token", token[1]), ("mapping", "102=Tema"), ("same_people", "1"))
    )
    file = '--x\r\nContent-Disposition: form-data; name="file"; filename="gammal.xml"\r\n\r\n'
    body = (words + file).encode() + bytes(3_000_000) + b"\r\n--x--\r\n"
    form = "multipart/form-data; boundary=x"
    answer = karin.client.post(
        "/import/mediawiki", data=body, content_type=form, headers={"X-CSRFToken": token[1], "Accept-Language": "sv"}
    )
    assert answer.status_code == 413
    for said in ("högst 1 MB", "mappen ”import”", 'id="file-error"', 'value="102=Tema"', "checked"):
        assert said in answer.text


def test_a_file_of_the_same_name_does_not_change_the_one_that_is_read(world: World) -> None:
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    folder = world.app.config["WIKI"].data / runs.FOLDER
    folder.mkdir()
    shutil.copy(DUMP, folder)
    with (folder / DUMP.name).open("rb") as read:
        assert karin.post("/import/mediawiki", {"there": DUMP.name}).status_code == 303
        answer = karin.post("/import/mediawiki", {"file": (BytesIO(b"<mediawiki/>"), DUMP.name)})
        assert (answer.status_code, read.read()) == (409, DUMP.read_bytes())
    assert [each.name for each in folder.iterdir()] == [DUMP.name]
