"""Pages in pieces: whatever is put in, the packed page is the same as the plain one, and secrets are not packed."""

import gzip

from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.journal.pieces import Piece, Place, cut, joined, mark, uncompressed, zipped
from wiki.journal.shelf import Latest


def filled(html: str, own: str) -> list[Piece]:
    return [uncompressed(own) if isinstance(piece, Place) else piece for piece in cut(html.encode())]


@settings(max_examples=50)
@given(st.lists(st.text(), max_size=6), st.text())
def test_a_packed_page_is_the_plain_one(texts: list[str], own: str) -> None:
    texts = [text.replace("<!--", "") for text in texts]
    page = filled(mark("token").join(texts), own)
    plain = own.join(texts) if texts else ""
    assert joined(page).decode() == plain
    assert gzip.decompress(zipped(page)).decode() == plain


def test_long_pages_and_long_parts_too() -> None:
    own = "hemligt " * 20_000
    page = filled(f"<p>{'text ' * 50_000}{mark('token')}</p>", own)
    assert gzip.decompress(zipped(page)) == joined(page)
    assert len(zipped(page)) < len(own.encode()) + 5_000


def test_places_say_what_they_are_for() -> None:
    assert cut(mark("star", "theme 0 Öppna data").encode()) == (Place("star", "theme 0 Öppna data"),)
    assert cut(mark("bell").encode()) == (Place("bell", ""),)
    assert cut(b"") == ()


def test_a_secret_takes_as_much_room_whatever_stands_beside_it() -> None:
    beside = [
        len(zipped(filled(f"<a href='?{guess}'></a>{mark('token')}", "abcdefgh"))) for guess in ("abcdefgh", "qwertzui")
    ]
    assert beside[0] == beside[1]


def test_what_was_asked_for_last_is_kept_as_long_as_there_is_room() -> None:
    latest: Latest[str] = Latest(10, len)
    latest.put("a", "1234")
    latest.put("b", "1234")
    assert latest.get("a") == "1234"
    latest.put("c", "1234")
    assert latest.get("b") is None
    assert latest.get("a") == "1234"
    latest.put("a", "")
    assert latest.get("c") == "1234"
    latest.put("d", "12345678901")
    assert not latest.found
