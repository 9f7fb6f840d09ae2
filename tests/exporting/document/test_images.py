"""Pictures of the wiki in documents: fetched once, no larger than paper needs, and with their descriptions."""

from io import BytesIO
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from tests.conftest import World
from tests.files.conftest import putting_in
from tests.files.made import picture
from wiki.exporting.document.images import WIDE, Images
from wiki.files.addresses import file_url, thumb_url

SOURCE = "[[Fil:Torget.png|alt=Torget en morgon|Så ser det ut]]\n\nIgen: [[Fil:Torget.png|100px|alt=Torget]]\n"


def test_word_and_pdf_show_the_picture_once_stored_and_say_what_it_shows(world: World) -> None:
    putting_in(world)()
    world.write("Plan", SOURCE)
    visitor = world.visitor()
    document = visitor.get("/document/Plan?as=docx").data
    names = [name for name in ZipFile(BytesIO(document)).namelist() if name.startswith("word/media/")]
    assert names == ["word/media/image1.png"]
    body = docx.Document(BytesIO(document)).element.body
    assert [each.get("descr") for each in body.iter(qn("wp:docPr"))] == ["Torget en morgon", "Torget"]
    reader = PdfReader(BytesIO(visitor.get("/document/Plan?as=pdf").data))
    assert len(reader.pages[0].images) >= 1
    assert "Så ser det ut" in reader.pages[0].extract_text()


def test_large_pictures_are_taken_smaller_and_each_only_once(world: World) -> None:
    version = putting_in(world)("Stor.png", picture(size=(2000, 20)))
    with world.app.test_request_context():
        images = Images()
        address = file_url("Stor.png", version.checksum)
        assert images.take(address) == images.take(thumb_url("Stor.png", version.checksum, 640)) == "picture:0"
        assert images.take("https://example.se/x.png") == ""
        assert images.take("/file/0000000000000000/Ingen.png") == ""
    [taken] = images.taken
    assert Image.open(BytesIO(taken.data)).width == WIDE
