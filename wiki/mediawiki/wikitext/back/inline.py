"""What stands within a line of rendered HTML, as wikitext."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from wiki.markup import Namespace, PageName
from wiki.markup.reading import page_at
from wiki.mediawiki.wikitext.back.names import talk_name
from wiki.mediawiki.wikitext.back.signs import code, literal
from wiki.mediawiki.wikitext.tags import PLACE

_KEPT = frozenset(("sup", "sub", "kbd", "small", "mark", "ins", "del", "u", "s", "b", "i", "var", "samp", "cite", "q"))
_ALSO_KEPT = frozenset(("dfn", "bdi"))
_QUOTES = {"strong": "'''", "em": "''"}
_NEEDS_NOWIKI = re.compile(r"\[|\{|'|<|&|~~~|__|//|^[*#:;= ]|\|")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


class Inline:
    """Writes lines; `notes` are the texts of the footnotes by the place of their mark."""

    def __init__(self, notes: Mapping[str, Tag]) -> None:
        self.notes = notes
        self.used: set[str] = set()
        self.marks = 0

    def children(self, tag: Tag, place: str = "") -> str:
        """The wikitext of all that is in `tag`; `place` is where it stands, as for `signs.literal`."""
        return "".join(self.one(child, place) for child in tag.children)

    def line(self, tag: Tag, place: str = "") -> str:
        """The same on one line."""
        return " ".join(self.children(tag, place).split())

    def one(self, element: PageElement, place: str) -> str:
        """The wikitext of one element."""
        if isinstance(element, NavigableString):
            return literal(str(element), place)
        assert isinstance(element, Tag)
        name = element.name
        writers: dict[str, Callable[[Tag, str], str]] = {
            **dict.fromkeys(("strong", "em"), self.emphasis),
            "a": self.link,
            "img": self.picture,
            "code": self.code,
            "sup": self.mark,
            **dict.fromkeys(("span", "abbr"), self.spanned),
        }
        if name in ("br", "wbr"):
            return f"<{name}>"
        if name == "input":
            return "☑" if element.has_attr("checked") else "☐"
        if name in writers:
            return writers[name](element, place)
        inside = self.children(element, place)
        return f"<{name}>{inside}</{name}>" if name in _KEPT | _ALSO_KEPT else inside

    def emphasis(self, tag: Tag, place: str) -> str:
        found = _EDGES.fullmatch(" ".join(self.children(tag, place).split("\n")))
        assert found
        quotes = _QUOTES[tag.name]
        return f"{found[1]}{quotes}{found[2]}{quotes}{found[3]}" if found[2] else " "

    def spanned(self, tag: Tag, place: str) -> str:
        given = "".join(f' {name}="{code(str(tag[name]))}"' for name in ("title", "lang") if tag.has_attr(name))
        inside = self.children(tag, place)
        return f"<{tag.name}{given}>{inside}</{tag.name}>" if given or tag.name == "abbr" else inside

    def code(self, tag: Tag, place: str) -> str:  # noqa: ARG002
        text = tag.get_text()
        inside = code(text)
        return f"<code><nowiki>{inside}</nowiki></code>" if _NEEDS_NOWIKI.search(text) else f"<code>{inside}</code>"

    def mark(self, tag: Tag, place: str) -> str:
        """A mark that leads to a note, with the note itself where it is the first to do so."""
        link = tag.find("a", class_="footnote-ref")
        if not isinstance(link, Tag):
            return f"<sup>{self.children(tag, place)}</sup>"
        note = str(link["href"]).removeprefix("#")
        name = f"not{note.rpartition(':')[2]}"
        if note in self.used or note not in self.notes:
            return f'<ref name="{name}" />'
        self.used.add(note)
        parts = self.notes[note].find_all("p", recursive=False) or [self.notes[note]]
        text = "\n\n".join(self.line(part) for part in parts)
        return f'<ref name="{name}">{text}</ref>'

    def link(self, tag: Tag, place: str) -> str:
        kinds, href = classes(tag), str(tag.get("href", ""))
        if "file" in kinds:
            page = page_at(href)
            return f"[[Media:{page.title}|{self.line(tag, 'label')}]]" if page else self.children(tag, place)
        if href.startswith("#"):
            return f"[[#{_place(href[1:])}|{self.line(tag, 'label')}]]"
        if href.startswith("/talk/"):
            page = page_at("/wiki/" + href.removeprefix("/talk/"))
            return f"[[{talk_name(page)}|{self.line(tag, 'label')}]]" if page else self.children(tag, place)
        if "wikilink" in kinds:
            return self.wikilink(tag, href, place)
        if href.startswith("/"):
            return f'<span class="{PLACE}" title="{code(href)}">{self.line(tag, "label")}</span>'
        label = self.line(tag, "label" if place != "cell" else place).replace("]", "&#93;")
        address = (
            href.replace(" ", "%20").replace("|", "%7C").replace("'", "%27").replace("[", "%5B").replace("]", "%5D")
        )
        return address if tag.get_text() == href and address == href and place != "label" else f"[{address} {label}]"

    def wikilink(self, tag: Tag, href: str, place: str) -> str:
        path, _, fragment = href.partition("#")
        page = page_at(path)
        if page is None:
            return self.children(tag, place)
        place_on_page = f"#{_place(fragment)}" if fragment else ""
        colon = ":" if page.namespace in (Namespace.CATEGORY, Namespace.FILE) or page.title.startswith("/") else ""
        label = self.line(tag, "label")
        if label == page.full + place_on_page and "&" not in label:
            return f"[[{colon}{label}]]"
        if page.namespace is Namespace.MAIN and label[:1].upper() + label[1:] == page.title and not fragment:
            return f"[[{label}]]"
        return f"[[{colon}{page.full}{place_on_page}|{label}]]"

    def picture(self, tag: Tag, place: str) -> str:  # noqa: ARG002
        """A picture in running text."""
        page = page_at(str(tag.get("src", "")))
        if page is None or "file" not in classes(tag):
            return literal(str(tag.get("alt", "")))
        return brackets(page, "", tag, "")


def brackets(page: PageName, frame: str, image: Tag, caption: str) -> str:
    """A picture's brackets; without an alternative text where the page of the file has one."""
    width = f"{image['width']}px" if image.has_attr("width") else ""
    alt = f"alt={literal(str(image['alt']), 'label')}" if image.has_attr("alt") else ""
    return f"[[{'|'.join(part for part in (page.full, frame, width, alt, caption) if part)}]]"


def classes(tag: Tag) -> list[str]:
    """The classes of an element."""
    return [str(each) for each in tag.get_attribute_list("class")] if tag.has_attr("class") else []


def _place(fragment: str) -> str:
    return unquote(fragment).replace("_", " ")
