"""What is taken, as what, under which name, and what can be read in it."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageSequence

from tests.files.made import docx, from_a_phone, moving, odt, pdf, picture, svg
from wiki.files import worker
from wiki.files.inspect import inspect
from wiki.files.refused import Unwelcome
from wiki.files.worker import GaveUp

pytestmark = pytest.mark.usefixtures("looking")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_a_picture_is_what_it_holds_whatever_it_is_called(kind: str) -> None:
    found = inspect(picture(kind), "IMG_0042.EXE.docx")
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    assert (found.title, found.extension, found.is_picture) == (f"IMG 0042.{ending}", ending, True)
    assert (found.width, found.height, found.media_type) == (60, 40, f"image/{kind.lower()}")
    with Image.open(BytesIO(found.data)) as kept:
        red, _, blue = kept.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        assert red > 2 * blue


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_keeps_its_points_exactly(mode: str) -> None:
    image = Image.linear_gradient("L").convert("RGBA" if mode in {"P", "LA"} else "L")
    image = Image.new("I;16", (256, 256), 40_000) if mode == "I;16" else image.convert(mode)
    written = BytesIO()
    image.save(written, "PNG")
    with Image.open(BytesIO(inspect(written.getvalue(), "a.png").data)) as kept:
        assert kept.mode == image.mode
        assert kept.tobytes() == image.tobytes()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving(kind: str) -> None:
    with Image.open(BytesIO(inspect(moving(kind), "a").data)) as kept:
        assert (len(list(ImageSequence.Iterator(kept))), kept.info["loop"]) == (3, 0)
        kept.seek(2)
        kept.load()
        assert kept.info["duration"] == 90


def test_colours_stay_those_that_were_meant() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("PNG", "JPEG", "WEBP", "AVIF"):
        with Image.open(BytesIO(inspect(picture(kind, icc_profile=profile), "a").data)) as kept:
            assert kept.info["icc_profile"] == profile


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_from_a_phone_stands_upright_and_does_not_tell_where_it_was_taken(kind: str) -> None:
    sent = from_a_phone(kind)
    assert b"Kameraverket" in sent
    found = inspect(sent, "bild")
    assert (found.width, found.height) == (40, 60)
    with Image.open(BytesIO(found.data)) as kept:
        assert not kept.getexif().get_ifd(0x8825)
        assert not dict(kept.getexif())
        red, _, blue = kept.convert("RGB").getpixel((20, 5))  # type: ignore[misc]
        assert red > blue  # what was left is up
    for trace in (b"Exif", b"GPS", b"Kameraverket", b"xmp"):
        assert trace not in found.data


def test_a_phone_that_sends_two_pictures_in_one_gets_the_first() -> None:
    second = Image.open(BytesIO(from_a_phone()))
    sent = from_a_phone("MPO", save_all=True, append_images=[second])
    found = inspect(sent, "bild.jpg")
    assert (found.width, found.height, found.media_type) == (40, 60, "image/jpeg")
    assert found.size < len(sent) / 1.5
    assert b"Kameraverket" not in found.data


def test_a_drawing_keeps_its_lines_and_its_size() -> None:
    found = inspect(svg('<style>.a{fill:red}</style><path class="a" d="M0 0h9"/><text>Året</text>'), "plan.svg")
    assert (found.title, found.media_type, found.width, found.height) == ("Plan.svg", "image/svg+xml", 100, 50)
    text = found.data.decode()
    assert all(part in text for part in ('d="M0 0h9"', ".a{fill:red}", "Året", 'width="100"'))
    assert inspect(svg("", 'width="2cm" height="1cm"'), "a.svg").width == 76


@pytest.mark.parametrize(
    ("data", "title", "words"),
    [
        (pdf(), "Plan.pdf", "Medborgarbudget i Uddevalla"),
        (docx(), "Plan.docx", "Digital medborgardialog\ni Uddevalla"),
        (odt(), "Plan.odt", "Rubrik\nLöpande text här."),
        ("kommun;år\nUmeå;2026\n".encode(), "Plan.csv", "kommun;år\nUmeå;2026"),
    ],
)
def test_a_document_can_be_found_by_its_words(data: bytes, title: str, words: str) -> None:
    found = inspect(data, f"plan.{title.rpartition('.')[2]}")
    assert (found.title, found.text, found.is_picture, found.width) == (title, words, False, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_kept_in_one_encoding(encoding: str) -> None:
    assert inspect("Ängelholm och Åre".encode(encoding), "a.txt").data.decode() == "Ängelholm och Åre"


def test_a_document_that_cannot_be_read_in_time_is_kept_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    def slow(question: str, *rest: object, **options: object) -> object:
        if question.endswith("read_file"):
            raise GaveUp
        return worker.ask(question, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("wiki.files.inspect.ask", slow)
    found = inspect(pdf(), "plan.pdf")
    assert (found.extension, found.text) == ("pdf", "")


def test_no_more_than_half_a_megabyte_is_read() -> None:
    assert len(inspect(("Året runt. " * 60_000).encode(), "a.txt").text.encode()) <= 500_000


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM"])
def test_other_pictures_are_refused_with_a_way_out(kind: str) -> None:
    with pytest.raises(Unwelcome, match="PNG"):
        inspect(picture(kind), "a.png")
