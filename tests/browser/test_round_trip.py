"""The visual editor gives back what it was given, and what it writes afresh the server reads as the same page."""

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Page, expect

from tests.browser.texts import document
from wiki.markup import normalise, render

ROOT = Path(__file__).parent.parent.parent
SEEDS = sorted((ROOT / "seed_pages").rglob("*.md"))
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.md"))
PASTED = sorted((Path(__file__).parent / "corpus").glob("*.html"))

# Everything below happens in a page of the wiki, with the modules from the address that the wiki serves them at.
MODULE = "name => import(new URL(`editor/${name}.js`, document.querySelector('script[type=module]').src))"
REWRITTEN = f"""async sources => {{
  const {{ Origins, reserialised }} = await ({MODULE})('visual/text');
  return sources.map(source => {{
    const origins = new Origins();
    return {{ kept: origins.text(origins.open(source)), ...reserialised(source) }};
  }});
}}"""
TYPED = f"""async sources => {{
  const {{ Origins }} = await ({MODULE})('visual/text');
  const {{ schema }} = await ({MODULE})('visual/schema');
  return sources.map(source => {{
    const origins = new Origins();
    const doc = origins.open(source);
    const changed = [];
    doc.forEach((node, offset) => {{
      if (node.type.name !== 'paragraph') return;
      const more = node.copy(node.content.append(schema.nodes.paragraph.create(null, schema.text(' Nytt.')).content));
      const content = doc.content.replaceChild(doc.content.findIndex(offset).index, more);
      changed.push({{ text: origins.text(doc.copy(content)), words: node.textContent }});
    }});
    return changed;
  }});
}}"""
OPENED = f"""async source => {{
  const {{ createVisual }} = await ({MODULE})('visual');
  const box = document.createElement('div');
  box.style.whiteSpace = 'pre-wrap'; // as the editor's own page has it
  document.querySelector('main').prepend(box);
  window.surface = await createVisual({{ element: box, source, texts: {{ label: 'Sidans text' }} }});
  window.told = [];
  for (const event of ['change', 'trigger', 'files']) {{
    surface.on(event, (said) => told.push([event, said?.query ?? null]));
  }}
  surface.focus();
}}"""


@pytest.fixture(scope="module")
def window(open_browser: Any) -> Iterator[Page]:
    """A window in which modules can be asked."""
    context = open_browser()
    page = context.new_page()
    page.goto("/healthz")
    page.goto("/")
    yield page
    context.close()


def normal(html: str) -> str:
    """HTML in which spaces that nobody sees make no difference."""
    joined = re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html))
    return re.sub(r" *(<br>|</p>|</li>|</td>|</dd>) *", r"\1", joined).strip()


def judge(page: Page, sources: list[str]) -> list[dict[str, Any]]:
    """What the editor makes of `sources`; each must come back as it was, and afresh as the same page."""
    answers: list[dict[str, Any]] = page.evaluate(REWRITTEN, sources)
    for source, answer in zip(sources, answers, strict=True):
        assert answer["kept"] == source
        assert normal(render(answer["text"]).html) == normal(render(source).html), source
    return answers


def test_seed_pages_come_back_as_they_were(window: Page) -> None:
    """All pages that a wiki begins with survive, and hardly any part of them is shown as source."""
    answers = judge(window, [path.read_text(encoding="utf-8") for path in SEEDS])
    assert len(answers) >= 100
    assert sum(answer["boxes"] for answer in answers) <= 8  # templates among them
    assert sum(answer["blocks"] for answer in answers) > 1000


def test_difficult_texts_come_back_as_they_were(window: Page) -> None:
    """So does a collection of everything that has ever been hard."""
    assert len(CORPUS) >= 40
    judge(window, [path.read_text(encoding="utf-8") for path in CORPUS])


def test_any_text_comes_back_as_it_was(window: Page) -> None:
    """And so does what hypothesis puts together, two hundred texts at a time."""
    sources: list[str] = []

    @settings(
        max_examples=200,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(document)
    def gather(text: str) -> None:
        sources.append(normalise(text))

    gather()
    judge(window, sources)


def test_changing_a_paragraph_changes_its_lines_only(window: Page) -> None:
    """In every seed page, each paragraph is changed in turn, and no line of any other part with it."""
    sources = [path.read_text(encoding="utf-8") for path in SEEDS]
    for source, changes in zip(sources, window.evaluate(TYPED, sources), strict=True):
        for change in changes:
            difference = list(difflib.ndiff(source.split("\n"), change["text"].split("\n")))
            removed = [line for line in difference if line.startswith("- ")]
            added = [line for line in difference if line.startswith("+ ")]
            assert len(removed) == len(added) == 1, (change, removed, added)
            assert added[0].rstrip() == f"+ {removed[0][2:].rstrip()} Nytt."


@pytest.mark.parametrize("path", PASTED, ids=lambda path: path.stem)
def test_what_is_pasted_comes_in_clean(window: Page, path: Path) -> None:
    """What other programs put on the clipboard becomes the Markdown that one would have written."""
    cleaned = window.evaluate(
        f"async html => (await ({MODULE})('visual')).cleanHtml(html)", path.read_text(encoding="utf-8")
    )
    assert cleaned.rstrip() == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip()


def test_large_tables_and_deep_lists_survive_a_paste(window: Page) -> None:
    """Two hundred rows, and lists in lists in lists in lists."""
    rows = "".join(f"<tr><td><p>Rad {number}</p></td><td>{number}</td></tr>" for number in range(200))
    items = "".join(
        f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>"
        f"<span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Nivå {level}</p>"
        for level in (1, 2, 3, 4, 2, 1)
    )
    html = f"<table><thead><tr><th>Namn</th><th>Antal</th></tr></thead><tbody>{rows}</tbody></table>{items}"
    cleaned = window.evaluate(f"async html => (await ({MODULE})('visual')).cleanHtml(html)", html)
    table, listing = cleaned.split("\n\n")
    assert table.count("\n") == 201
    assert "| Rad 199 | 199 |" in table
    assert listing == "- Nivå 1\n  - Nivå 2\n    - Nivå 3\n      - Nivå 4\n  - Nivå 2\n- Nivå 1"


@pytest.fixture
def writing(open_browser: Any) -> Iterator[Page]:
    """A window with an empty editor that has the focus."""
    context = open_browser()
    page = context.new_page()
    page.goto("/")
    page.evaluate(OPENED, "")
    yield page
    context.close()


def text_of(page: Page) -> str:
    """The source that the editor would save."""
    return str(page.evaluate("surface.text()"))


def test_signs_become_what_they_mean_while_one_types(writing: Page) -> None:
    """A heading, lists and a quotation, without a button."""
    for line in ("## Rubrik", "Text **inte fet**", "- ett"):
        writing.keyboard.type(line)
        writing.keyboard.press("Enter")
    writing.keyboard.type("två")
    for _ in range(2):
        writing.keyboard.press("Enter")
    writing.keyboard.type("> citat")
    assert text_of(writing) == "## Rubrik\n\nText \\*\\*inte fet\\*\\*\n\n- ett\n- två\n\n> citat\n"


def test_all_can_be_done_by_commands(writing: Page) -> None:
    """Headings, lists, tables, links and notes, as the toolbar asks for them."""
    writing.evaluate("surface.run('heading', {level: 3})")
    writing.keyboard.type("Rubrik")
    writing.keyboard.press("Enter")
    writing.evaluate("surface.run('orderedList')")
    writing.keyboard.type("ett")
    writing.keyboard.press("Enter")
    writing.keyboard.press("Tab")
    writing.keyboard.type("under")
    writing.keyboard.press("Enter")
    writing.keyboard.press("Enter")
    writing.keyboard.press("Enter")
    writing.evaluate("surface.run('wikilink', {target: 'Kommun:Uddevalla', label: 'kommunen'})")
    writing.evaluate("surface.run('footnote', {text: 'En not.'})")
    writing.evaluate("surface.run('table', {rows: 1, columns: 2})")
    writing.keyboard.type("A")
    writing.evaluate("surface.run('rowAfter') && surface.run('columnAfter') && surface.run('bold')")
    table = "| A | | |\n| --- | --- | --- |\n| | | |\n| | | |"
    listing = "1. ett\n   1. under"
    expected = f"### Rubrik\n\n{listing}\n\n[[Kommun:Uddevalla|kommunen]][^1]\n\n{table}\n\n[^1]: En not.\n"
    assert text_of(writing) == expected
    for _ in range(20):
        writing.evaluate("surface.run('undo')")
    assert text_of(writing) == ""


def test_tab_leaves_the_editor(writing: Page) -> None:
    """Nobody is caught in the text; within a list Escape opens the way."""
    writing.keyboard.type("Text")
    writing.keyboard.press("Tab")
    expect(writing.get_by_role("textbox", name="Sidans text")).not_to_be_focused()
    writing.evaluate("surface.focus()")
    writing.keyboard.press("Enter")
    writing.keyboard.type("- ett")
    writing.keyboard.press("Enter")
    writing.keyboard.type("två")
    writing.keyboard.press("Escape")
    writing.keyboard.press("Tab")
    expect(writing.get_by_role("textbox", name="Sidans text")).not_to_be_focused()
    assert "- ett\n- två" in text_of(writing)


def test_an_open_bracket_asks_for_pages(writing: Page) -> None:
    """What is typed after it is told of, until it is closed."""
    writing.keyboard.type("Se [[Upp")
    told = writing.evaluate("told.filter(([event]) => event === 'trigger')")
    assert told[-1] == ["trigger", "Upp"]
    writing.keyboard.type("handling]] nu")
    assert writing.evaluate("told.filter(([event]) => event === 'trigger').at(-1)") == ["trigger", None]
    assert text_of(writing) == "Se [[Upphandling]] nu\n"


def test_what_cannot_be_opened_says_why(window: Page) -> None:
    """The page then shows the source, with the reason."""
    open_ = (
        f"source => ({MODULE})('visual')"
        ".then(visual => visual.createVisual({ element: document.body, source })).catch(error => error.reason)"
    )
    assert window.evaluate(open_, "a" * 200_001) == "too-large"
    assert window.evaluate(open_, "---\ntyp: Tema\n{{{\n---\n\nText\n") == "front-matter"


def test_the_caret_keeps_its_place(writing: Page) -> None:
    """Between the source and what is shown, so that one can go from one to the other."""
    source = "# Ett\n\nText med **fet** och [[Sida|länk]] mer.\n\n- punkt\n- till\n"
    writing.evaluate("source => surface.setText(source)", source)
    for word in ("med", "fet", "mer", "punkt", "till"):
        offset = source.index(word)
        found = writing.evaluate("offset => { surface.setCaret(offset); return surface.caret(); }", offset)
        assert abs(found - offset) <= 3, word
    assert json.loads(writing.evaluate("JSON.stringify([...surface.state().active])")) == ["bulletList"]


def test_an_address_that_would_run_something_leads_nowhere_and_is_kept(writing: Page) -> None:
    source = "[a](javascript:alert(1)) och [b](https://example.org)\n"
    writing.evaluate("source => surface.setText(source)", source)
    assert writing.evaluate("[...surface.element.querySelectorAll('a[href]')].map(link => link.innerText)") == ["b"]
    assert writing.evaluate("surface.text()") == source
