"""PDF: tagged, in its language, and made of nothing but what is given."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from wiki.exporting.document.pdf import answer, fetcher_of

ABOUT = {"title": "Plan", "language": "sv"}
PAGE = '<!doctype html><html lang="sv"><head><title>Plan</title></head><body>{}</body></html>'


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (6, 4), "teal").save(file, "PNG")
    return file.getvalue()


def made(body: str, *pictures: bytes) -> PdfReader:
    given = [["image/png", len(each)] for each in pictures]
    _found, data = answer(b"".join(pictures), PAGE.format(body), ABOUT, given)
    return PdfReader(BytesIO(data))


def kinds(node: Any) -> list[str]:
    """The kinds of elements in the tree of tags, in order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [kind for each in node for kind in kinds(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (kinds(node["/K"]) if "/K" in node else [])


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    reader = made("<h1>Plan</h1><p>Text</p><ul><li>ett</li></ul><table><tr><th>A</th></tr><tr><td>1</td></tr></table>")
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Plan"
    found = kinds(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= set(found)
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert [each.title for each in reader.outline if not isinstance(each, list)] == ["Plan"]


def test_it_holds_the_pictures_that_are_given_with_their_descriptions() -> None:
    reader = made('<h1>Plan</h1><img src="picture:0" alt="En bro">', png())
    assert len(reader.pages[0].images) == 1
    assert "/Figure" in kinds(reader.root_object["/StructTreeRoot"]["/K"])  # type: ignore[index]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x.png", "file:///etc/passwd", "data:image/png;base64,AA=="])
def test_nothing_else_is_fetched(address: str) -> None:
    with pytest.raises(ValueError, match="nothing is fetched"):
        fetcher_of(b"", []).fetch(address)
    assert len(made(f'<h1>Plan</h1><img src="{address}" alt="x">').pages[0].images) == 0
