"""Serving files: fast for those who may have them, and so that nothing in them can run."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

import pytest
from PIL import Image

from tests.conftest import World
from tests.files.conftest import putting_in
from tests.files.made import docx, moving, pdf, picture, svg
from wiki.files.addresses import file_url, thumb_url, thumb_widths
from wiki.files.models import FileVersion

PutIn = Callable[..., FileVersion]

FILES = {
    "Torget.png": (picture(), "image/png", "inline"),
    "Torget.jpg": (picture("JPEG"), "image/jpeg", "inline"),
    "Rörelse.gif": (moving("GIF"), "image/gif", "inline"),
    "Torget.webp": (picture("WEBP"), "image/webp", "inline"),
    "Karta.svg": (svg("<rect/>"), "image/svg+xml", "inline"),
    "Plan.pdf": (pdf(), "application/pdf", "attachment"),
    "Plan å.docx": (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    "Tabell.csv": (b"a;b\n", "text/csv", "attachment"),
    "Text.txt": (b"hej", "text/plain", "attachment"),
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_can_run_in_the_name_of_the_wiki(world: World, put_in: PutIn, name: str) -> None:
    data, media_type, shown = FILES[name]
    version = put_in(name, data)
    answer = world.visitor().get(file_url(name, version.checksum))
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert "script" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Disposition"].startswith(shown)
    assert quote(name) in answer.headers["Content-Disposition"] or name in answer.headers["Content-Disposition"]
    assert len(answer.data) == version.size == answer.content_length


def test_the_name_alone_leads_to_the_current_version(world: World, put_in: PutIn) -> None:
    first, second = put_in("Stora torget.png"), put_in("Stora torget.png", picture(size=(9, 9)))
    visitor = world.visitor()
    answer = visitor.get("/file/Stora_torget.png")
    assert (answer.status_code, answer.location) == (302, file_url("Stora torget.png", second.checksum))
    assert visitor.get(answer.location).content_length == second.size
    assert visitor.get(file_url("Stora torget.png", first.checksum)).content_length == first.size
    assert visitor.get("/file/Fil:Stora%20torget.png").status_code == 302


def test_what_is_not_there_is_not_found(world: World, put_in: PutIn) -> None:
    put_in("Annan.png", picture(size=(5, 5)))
    checksum = put_in().checksum
    for address in (
        "/file/Saknas.png",
        "/file/Kommun:Torget.png",
        f"/file/{checksum}/Annan.png",
        f"/file/{checksum[:11]}/Torget.png",
        "/file/%25%25%25%25%25%25%25%25%25%25%25%25/Torget.png",
        f"/file/{'0' * 64}/Torget.png",
        f"/file/{checksum}/..%2F..%2Fwiki.sqlite",
        f"/thumb/{checksum}/321/Torget.png",
        f"/thumb/{checksum}/320/Saknas.png",
    ):
        assert world.visitor().get(address).status_code in {400, 404}, address
    assert "Det finns ingen fil som heter Fil:Saknas.png" in world.visitor().get("/file/Saknas.png").text


def test_readers_keep_what_they_have(world: World, put_in: PutIn) -> None:
    address = file_url("Torget.png", put_in().checksum)
    reader = world.signed_in("Björk")
    answer = reader.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers
    again = reader.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_head_has_no_body_and_a_part_is_a_part(world: World, put_in: PutIn) -> None:
    version = put_in("Plan.pdf", pdf())
    address = file_url("Plan.pdf", version.checksum)
    head = world.visitor().client.head(address)
    assert (head.status_code, head.content_length, head.data) == (200, version.size, b"")
    part = world.visitor().get(address, headers={"Range": "bytes=0-7"})
    assert (part.status_code, part.data) == (206, b"%PDF-1.4")
    assert part.headers["Content-Range"] == f"bytes 0-7/{version.size}"
    assert world.visitor().get(address, headers={"Range": "bytes=999999-"}).status_code == 416


def test_a_wiki_for_members_shows_its_files_to_members(make_world: Callable[..., World]) -> None:
    world = make_world(reading="members")
    checksum = putting_in(world)(data=picture(size=(700, 10))).checksum
    member = world.signed_in("Björk")
    for address in ("/file/Torget.png", file_url("Torget.png", checksum), thumb_url("Torget.png", checksum, 320)):
        answer = world.visitor().get(address)
        assert answer.status_code == 401 or answer.location.startswith("/signin")
        assert b"PNG" not in answer.data
        assert member.get(address).status_code in {200, 302}
    assert member.get(file_url("Torget.png", checksum)).headers["Cache-Control"] == "private, max-age=3600"


def test_a_file_whose_bytes_are_gone_says_so(world: World, put_in: PutIn) -> None:
    version = put_in()
    path = world.app.config["WIKI"].data / "files" / version.checksum[:2] / version.checksum[2:4] / version.checksum
    path.unlink()
    answer = world.visitor().get(file_url("Torget.png", version.checksum))
    assert answer.status_code == 404
    assert "Filens innehåll saknas" in answer.text


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("JPEG", "RGB"), ("JPEG", "CMYK"), ("GIF", "P")]
)
def test_pictures_are_offered_smaller(world: World, put_in: PutIn, kind: str, mode: str) -> None:
    version = put_in("Torget", picture(kind, (900, 600), mode))
    title = f"Torget.{version.extension}"
    assert thumb_widths(version.media_type, version.width) == [320, 640]
    answer = world.visitor().get(thumb_url(title, version.checksum, 320))
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert "immutable" in answer.headers["Cache-Control"]
    with Image.open(BytesIO(answer.data)) as small:
        assert small.size == (320, 213)
        red, _, blue = small.convert("RGB").getpixel((10, 10))  # type: ignore[misc]
        assert red > 2 * blue or mode == "L"
    thumbs = world.app.config["WIKI"].data / "thumbs"
    assert len(list(thumbs.rglob("*.webp"))) == 2
    larger = world.visitor().get(thumb_url(title, version.checksum, 1280))
    assert larger.location == file_url(title, version.checksum)


def test_small_pictures_can_be_thrown_away_and_need_no_room(world: World, put_in: PutIn) -> None:
    version = put_in(data=picture(size=(700, 10)))
    address = thumb_url("Torget.png", version.checksum, 640)
    first = world.visitor().get(address).data
    thumbs = world.app.config["WIKI"].data / "thumbs"
    for path in thumbs.rglob("*.*"):
        path.unlink()
    assert world.visitor().get(address).data == first
    thumbs.rename(thumbs.with_name("elsewhere"))
    thumbs.write_text("a file where a folder should be")
    assert world.visitor().get(address).data == first


def test_drawings_and_documents_have_no_small_pictures(world: World, put_in: PutIn) -> None:
    drawing, plan = put_in("Karta.svg", svg("<rect/>", 'width="2000" height="10"')), put_in("Plan.pdf", pdf())
    assert world.visitor().get(thumb_url("Karta.svg", drawing.checksum, 320)).location.startswith("/file/")
    assert world.visitor().get(thumb_url("Plan.pdf", plan.checksum, 320)).status_code == 404
