"""A whole page of ours as wikitext: its rendering written anew, with its fields shown by a template."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from wiki.markup import PageName, normalise, render
from wiki.markup.frontmatter import read
from wiki.markup.reading import page_at
from wiki.markup.wikilinks import read_redirect
from wiki.mediawiki.wikitext.back.held import SIGN, Held
from wiki.mediawiki.wikitext.back.inline import Inline, brackets, classes
from wiki.mediawiki.wikitext.back.signs import code, line_start
from wiki.mediawiki.wikitext.fields import write_fields

_BLOCKS = frozenset(
    (
        "p",
        "ul",
        "ol",
        "dl",
        "div",
        "pre",
        "table",
        "blockquote",
        "details",
        "hr",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_RULED = re.compile("---[ \t]*\n(.*?)(?:---|\\.\\.\\.)[ \t]*\n?", re.DOTALL)
_MARKDOWN = re.compile(r"[*_\[\]`~^<>\\#&|\n]|https?://|www\.|^[-+0-9]|@")
BOX = "wikiruta"
"""The class of a note's box, which `convert` knows again."""


def to_wikitext(source: str, page: PageName, *, takes_in: bool = True) -> str:
    """`source`, the Markdown of `page`, as wikitext that MediaWiki shows the same.

    The fields of the page become the call of a template at its top, from which `convert` reads them back. Never raises;
    what the wiki itself cannot render is shown as it is written. With `takes_in` False braces are text, as in posts.
    """
    front = read(normalise(source))
    redirect, rest = read_redirect(front.body)
    parts = []
    if redirect and redirect.page:
        place = f"#{redirect.fragment}" if redirect.fragment else ""
        parts.append(f"#OMDIRIGERING [[{redirect.page.full}{place}]]")
    if front.raw:
        fields = _RULED.fullmatch(front.raw)
        parts.append(write_fields(front.fields, fields[1] if fields else ""))
    parts.append(_body(rest, page, takes_in=takes_in))
    return normalise("\n".join(part for part in parts if part))


def _body(body: str, page: PageName, *, takes_in: bool = True) -> str:
    held = Held(lambda text: _given(text, page), takes_in=takes_in)
    document = render(held.take(body), page)
    tree = BeautifulSoup(document.html, "html.parser")
    if document.notices:
        return f"<pre>{code(body)}</pre>"
    notes = _take_notes(tree)
    writing = Writing(Inline(notes))
    text = "\n\n".join(writing.blocks(tree))
    if notes:
        unused = [note for note in notes if note not in writing.inline.used]
        text += "\n\n<references />" if not unused else f"\n\n<references>\n{writing.unused(unused)}\n</references>"
    return held.give(text)


def _given(text: str, page: PageName) -> str:
    """What is given to a template."""
    return _body(text, page).strip() if _MARKDOWN.search(text) else text


def _take_notes(tree: BeautifulSoup) -> dict[str, Tag]:
    """The footnotes, taken out of the tree, without the links that lead back."""
    notes: dict[str, Tag] = {}
    box = tree.find("div", class_="footnote")
    if isinstance(box, Tag):
        for item in box.find_all("li", id=True):
            for back in item.find_all("a", class_="footnote-backref"):
                before = back.previous_sibling
                if isinstance(before, NavigableString) and before.endswith("\xa0"):
                    before.replace_with(str(before)[:-1])
                back.extract()
            notes[str(item["id"])] = item
        box.extract()
    return notes


class Writing:
    """Writes blocks."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline

    def blocks(self, parent: Tag) -> list[str]:
        """The blocks in `parent`; what stands between them in no block is a paragraph."""
        done: list[str] = []
        loose: list[PageElement] = []
        for child in [*parent.children, None]:
            if child is None or (isinstance(child, Tag) and child.name in _BLOCKS):
                text = "".join(self.inline.one(each, "") for each in loose).strip()
                done += [_lines(text)] if text else []
                loose = []
                done += [self.block(child)] if isinstance(child, Tag) else []
            else:
                loose.append(child)
        return [block for block in done if block]

    def block(self, tag: Tag) -> str:
        """One block."""
        match tag.name:
            case "p":
                return _lines(self.inline.children(tag).strip())
            case "ul" | "ol" | "dl":
                return "\n".join(self.items(tag, ""))
            case "pre":
                return _code(tag)
            case "hr":
                return "----"
            case "figure":
                return self.figure(tag)
            case "table":
                return self.table(tag)
            case "blockquote":
                return "<blockquote>\n" + "\n\n".join(self.blocks(tag)) + "\n</blockquote>"
            case "div" | "details":
                return self.box(tag)
        marks = "=" * int(tag.name[1])
        return f"{marks} {self.inline.line(tag)} {marks}"

    def box(self, tag: Tag) -> str:
        kinds = classes(tag)
        inside = "\n\n".join(self.blocks(tag))
        if tag.name == "details":
            summary = tag.find("summary", recursive=False)
            words = self.inline.line(summary) if isinstance(summary, Tag) else ""
            if isinstance(summary, Tag):
                summary.extract()
            inside = f"'''{words}'''\n\n" * bool(words) + "\n\n".join(self.blocks(tag))
            kinds = ["note"] if "instructions" in kinds else kinds
        if "note" in kinds:
            kind = kinds[1] if len(kinds) > 1 else "note"
            look = "border-left:4px solid #54595d; padding:0.5em 1em; margin:1em 0;"
            return f'<div class="{BOX} {BOX}-{kind}" style="{look}">\n{inside}\n</div>'
        return inside

    def items(self, tag: Tag, above: str) -> list[str]:
        """The lines of a list that stands within those whose signs are `above`."""
        done: list[str] = []
        for item in tag.find_all(["li", "dt", "dd"], recursive=False):
            sign = {"dt": ";", "dd": ":"}.get(item.name) or ("#" if tag.name == "ol" else "*")
            prefix = above + sign
            words, *blocks = self.parts(item)
            done.append(f"{prefix} {words}")
            for block in blocks:
                if isinstance(block, str):
                    done.append(f"{prefix}: {block}")
                elif block.name == "pre":
                    done[-1] += " " + _code(block)
                elif block.name in ("ul", "ol", "dl"):
                    done += self.items(block, prefix)
                elif "scroll" in classes(block):
                    done += [f"{prefix}: {self.table_in_line(table)}" for table in block.find_all("table")]
                else:
                    done.append(f"{prefix}: {' '.join(self.block(block).split())}")
        return done

    def parts(self, item: Tag) -> list["str | Tag"]:
        """The first line of an item, and what stands in it below."""
        parts: list[str | Tag] = [""]
        loose = ""
        for child in item.children:
            if isinstance(child, Tag) and child.name in _BLOCKS:
                parts += [" ".join(loose.split())] if loose.strip() else []
                loose = ""
                parts.append(self.inline.line(child) if child.name == "p" else child)
            else:
                loose += self.inline.one(child, "")
        parts += [" ".join(loose.split())] if loose.strip() else []
        if len(parts) > 1 and isinstance(parts[1], str):
            parts.pop(0)
        return parts

    def figure(self, tag: Tag) -> str:
        image, caption = tag.find("img"), tag.find("figcaption")
        page = page_at(str(image["src"])) if isinstance(image, Tag) else None
        if not isinstance(image, Tag) or page is None:
            return ""
        side = next((side for side in ("left", "right", "center") if side in classes(tag)), "none")
        frame = f"{'thumb' if image.has_attr('width') else 'frame'}|{side}"
        words = self.inline.line(caption, "label") if isinstance(caption, Tag) else ""
        return brackets(page, frame, image, words)

    def table(self, tag: Tag) -> str:
        lines = ['{| class="wikitable"']
        head = tag.find("thead")
        for row in tag.find_all("tr"):
            cells = row.find_all(["td", "th"], recursive=False)
            is_head = isinstance(head, Tag) and row.parent is head
            if is_head and not any(cell.get_text(strip=True) or cell.find("img") for cell in cells):
                continue
            lines.append("|-")
            lines += [self.cell(cell, "!" if is_head else "|") for cell in cells]
        return "\n".join([*lines, "|}"])

    def table_in_line(self, tag: Tag) -> str:
        """A table as HTML, which MediaWiki reads within a line too; its own signs have to begin lines."""
        rows = []
        for row in tag.find_all("tr"):
            cells = row.find_all(["td", "th"], recursive=False)
            rows.append("".join(f"<{each.name}{_style(each)}>{self.words(each)}</{each.name}>" for each in cells))
        return f'<table class="wikitable">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'

    def cell(self, cell: Tag, sign: str) -> str:
        style = _style(cell).lstrip() + " | " if sign == "|" and classes(cell) else ""
        return f"{sign} {style}{self.words(cell)}".rstrip()

    def words(self, cell: Tag) -> str:
        return self.inline.line(cell, "cell")

    def unused(self, notes: list[str]) -> str:
        """Notes that no mark leads to."""
        return "\n".join(
            f'<ref name="not{note.rpartition(":")[2]}">{self.inline.line(self.inline.notes[note])}</ref>'
            for note in notes
        )


def _style(cell: Tag) -> str:
    """How the words of a cell are aligned, as an attribute."""
    side = next(iter(classes(cell)), "")
    return f' style="text-align:{side}"' if side else ""


def _lines(text: str) -> str:
    return "\n".join(
        line_start(line.strip()) if not SIGN.match(line.strip()) else line.strip() for line in text.split("\n")
    )


def _code(tag: Tag) -> str:
    inside = tag.find("code")
    kinds = classes(inside) if isinstance(inside, Tag) else []
    text = tag.get_text().removesuffix("\n")
    if kinds and "</syntaxhighlight" not in text:
        return f'<syntaxhighlight lang="{kinds[0].removeprefix("language-")}">\n{text}\n</syntaxhighlight>'
    return f"<pre>\n{code(text)}\n</pre>"
