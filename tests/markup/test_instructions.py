"""The box that tells those who write on a page how."""

import pytest

from wiki.markup import render
from wiki.markup.instructions import instructions_in

BOX = "> [!NOTE]\n> **Instruktioner till dig som skriver.**\n>\n> 1. Länka.\n> 2. Kopiera *inte*.\n"
FOLDED = (
    '<details class="instructions"><summary>Instruktioner till dig som skriver</summary>'
    "<ol>\n<li>Länka.</li>\n<li>Kopiera <em>inte</em>.</li>\n</ol>\n</details>"
)


def squeezed(html: str) -> str:
    return html.replace("\n", "")


@pytest.mark.parametrize("source", [BOX, BOX.replace("> [!NOTE]\n", ""), BOX.replace("NOTE", "TIP"), f"Text.\n\n{BOX}"])
def test_a_box_that_begins_with_the_words_is_folded(source: str) -> None:
    assert squeezed(FOLDED) in squeezed(render(source).html)


def test_what_follows_the_words_on_their_line_stays() -> None:
    html = render("> **Instruksjoner til deg som skriver:** Lenk til *egne* eksempler.").html
    assert "<summary>Instruksjoner til deg som skriver</summary>" in html
    assert "<p>Lenk til <em>egne</em> eksempler.</p>" in html


@pytest.mark.parametrize(
    "source",
    [
        "**Instruktioner till dig som skriver.** Utan ruta.",
        "> Instruktioner till dig som skriver",
        "> Läs **Instruktioner till dig som skriver**",
        "> **Instruktioner till dig som läser**",
        "- > **Instruktioner till dig som skriver**",
        '<details class="instructions">\n\nText\n\n</details>',
    ],
)
def test_nothing_else_is_such_a_box(source: str) -> None:
    assert not instructions_in(render(source).html)


def test_the_boxes_can_be_taken_out_opened() -> None:
    inner = (
        "> [!NOTE]\n> **Instruktioner till dig som skriver**\n>\n> <details>\n>\n> Mer.\n>\n> </details>\n>\n> Sist.\n"
    )
    taken = instructions_in(render(f"Text.\n\n{inner}\n## Rubrik\n\n{BOX}").html)
    assert taken.count('<details class="instructions" open>') == 2
    assert "Sist." in taken
    assert "Länka." in taken
    assert "Text." not in taken
    assert "Rubrik" not in taken


def test_the_page_is_not_introduced_by_its_instructions() -> None:
    document = render(f"{BOX}\n> **Instruktioner till dig som skriver.** Läs först.\n\nSidan handlar om annat.")
    assert document.lead == "Sidan handlar om annat."
    assert "Kopiera inte." in document.text
