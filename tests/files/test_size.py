"""What is too large is told as such, instead of breaking the connection."""

import http.client
from collections.abc import Callable
from pathlib import Path

from werkzeug.test import TestResponse

from tests.conftest import TOKEN, Visitor, World
from tests.programs import serving

MEGABYTE = 1_000_000
FORM = "multipart/form-data; boundary=x"


def send(visitor: Visitor, data: bytes, accept: str = "text/html") -> TestResponse:
    """Send a file as a browser does: in one piece, however large."""
    token = TOKEN.search(visitor.get("/signin").text) or TOKEN.search(visitor.get("/upload").text)
    assert token
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.zzz"\r\n\r\n'
    headers = {"X-CSRFToken": token[1], "Accept": accept, "Accept-Language": "sv"}
    return visitor.client.post("/upload", data=head + data + b"\r\n--x--\r\n", content_type=FORM, headers=headers)


def test_a_file_may_be_larger_than_other_forms(world: World) -> None:
    answer = send(world.signed_in("Ask"), b"a" * 18 * MEGABYTE)
    assert answer.status_code == 415  # it has been looked at
    assert "namnet säger att det är något annat" in answer.text


def test_a_file_that_is_too_large_is_refused_in_words(make_world: Callable[..., World]) -> None:
    member = make_world(max_file_megabytes=2).signed_in("Ask")
    for size in (2 * MEGABYTE + 1, 4 * MEGABYTE):
        answer = send(member, bytes(size))
        assert answer.status_code == 413
        assert "högst 2 MB" in answer.text
    answer = send(member, bytes(4 * MEGABYTE), "application/json")
    assert (answer.status_code, answer.is_json) == (413, True)
    assert "högst 2 MB" in answer.get_json()["error"]


def test_the_words_beside_a_file_that_is_too_large_come_back(make_world: Callable[..., World]) -> None:
    """Words that stand before the file in the form, and behind it; with an old token too, and signed out."""
    world = make_world(max_file_megabytes=2)
    part = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
    file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="torg.png"\r\n\r\n'
    body = part % (b"title", b"Torget i maj") + file + bytes(4 * MEGABYTE) + b"\r\n" + part % (b"alt", "Träd.".encode())
    for visitor in (world.signed_in("Ask"), world.visitor()):
        token = TOKEN.search(visitor.get("/upload").text) or TOKEN.search(visitor.get("/signin").text)
        assert token
        for known in (token[1], "gammal"):
            headers = {"X-CSRFToken": known, "Accept-Language": "sv"}
            answer = visitor.client.post("/upload", data=body + b"--x--\r\n", content_type=FORM, headers=headers)
            assert answer.status_code == 413
            for words in ("högst 2 MB", 'value="Torget i maj"', "Träd.", 'id="file-error"'):
                assert words in answer.text


def test_other_forms_stay_as_they_are(world: World) -> None:
    answer = world.visitor().client.post("/edit/Plan", data={"text": "a" * 17 * MEGABYTE})
    assert answer.status_code == 413


def test_a_browser_sees_the_answer(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        for megabytes in (25, 70):
            connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=60)
            connection.request("POST", "/upload", bytes(megabytes * MEGABYTE), {"Content-Type": FORM})
            answer = connection.getresponse()
            assert answer.status == 413
            assert "20 MB" in answer.read().decode()
            connection.close()
