"""The HTML of a page made fit for paper: no tools for a screen, links that lead somewhere, nothing folded away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from wiki.markup import PageName
from wiki.markup.places import CLASS
from wiki.markup.reading import page_at

FOR_SCREENS = ".heading-tools, .instructions, .footnote-backref, .footnote > hr"
LEADS_NOWHERE = "a.red, a.fault, a.picture"
BARE = "div.heading, label"


@dataclass(frozen=True)
class Places:
    """Where things are, seen from one chapter of a document.

    `base` is the address of the wiki; `here` that of the page. Chapters have ids that begin with `prefix`, and `others`
    says with what those of the other pages of the document begin. `picture` gives what the address of a picture
    becomes, "" for one that is left out.
    """

    base: str
    here: str
    prefix: str
    others: Mapping[PageName, str] = field(default_factory=dict)
    picture: Callable[[str], str] = str


def shape(html: str, places: Places, *, anchor: str = "", deeper: int = 0, words: str = "") -> str:
    """`html`, as a page shows it, for paper.

    With `anchor` only the section under that heading, without the heading. Headings go `deeper` by so many levels.
    `words` stand where the page has a list of examples, which fills itself.
    """
    tree = BeautifulSoup(html, "html.parser")
    for each in tree.select(FOR_SCREENS):
        each.decompose()
    for each in tree.select(f"{LEADS_NOWHERE}, {BARE}"):
        each.unwrap()
    if anchor:
        tree = _section(tree, anchor)
    _unfold(tree)
    _mark_tasks(tree)
    _point_to_lists(tree, words)
    _place_pictures(tree, places)
    _lead_on(tree, places)
    for heading in tree.find_all(["h2", "h3", "h4", "h5", "h6"]):
        heading.name = f"h{min(int(heading.name[1]) + deeper, 6)}"
    return str(tree).strip()


def _section(tree: BeautifulSoup, anchor: str) -> BeautifulSoup:
    """What stands under the heading with that id, up to the next that is not below it, and the notes it refers to."""
    heading = tree.find(["h2", "h3", "h4", "h5", "h6"], id=anchor)
    found = BeautifulSoup("", "html.parser")
    if not isinstance(heading, Tag):
        return found
    for each in list(heading.next_siblings):
        if isinstance(each, Tag) and each.name <= heading.name and each.name in {"h2", "h3", "h4", "h5", "h6"}:
            break
        if not (isinstance(each, Tag) and "footnote" in (each.get("class") or [])):
            found.append(each.extract())
    wanted = {str(link["href"])[1:] for link in found.select("a.footnote-ref")}
    notes = tree.select_one("div.footnote")
    if notes and wanted:
        for note in notes.select("li[id]"):
            if note["id"] not in wanted:
                note.decompose()
        found.append(notes.extract())
    return found


def _unfold(tree: BeautifulSoup) -> None:
    """What is folded away on a screen stands open, its line a strong one."""
    for each in tree.find_all("details"):
        each.name = "div"
        each.attrs.clear()
        each["class"] = "note"
    for each in tree.find_all("summary"):
        strong = tree.new_tag("strong")
        strong.extend(list(each.contents))
        each.name = "p"
        each.append(strong)


def _mark_tasks(tree: BeautifulSoup) -> None:
    """A box to tick is a box on paper too."""
    for box in tree.find_all("input"):
        box.replace_with("☑" if box.has_attr("checked") else "☐")


def _point_to_lists(tree: BeautifulSoup, words: str) -> None:
    for place in tree.select(f"div.{CLASS}"):
        if not words:
            place.decompose()
            continue
        place.name = "p"
        place.attrs.clear()
        place["class"] = "note"
        place.string = words


def _place_pictures(tree: BeautifulSoup, places: Places) -> None:
    """Each picture with the address where whoever makes the document finds it, and with what it shows."""
    for image in tree.find_all("img"):
        address = places.picture(str(image.get("src", "")))
        kept = {name: image[name] for name in ("width", "height") if image.has_attr(name)}
        if address:
            image.attrs = {"src": address, "alt": str(image.get("alt", "")), **kept}
        else:
            image.replace_with(f"[{image['alt']}]" if image.get("alt") else "")


def _lead_on(tree: BeautifulSoup, places: Places) -> None:
    """Links within the document lead within it, all others to the wiki or to where they led anyway."""
    for element in tree.find_all(id=True):
        element["id"] = places.prefix + str(element["id"])
    for link in tree.find_all("a"):
        address = str(link.get("href", ""))
        path, _, fragment = address.partition("#")
        page = page_at(path) if path.startswith("/wiki/") and "?" not in path else None
        prefix = places.prefix if address.startswith("#") else places.others.get(page) if page else None
        if prefix is not None:
            link["href"] = f"#{prefix}{fragment}" if fragment else f"#{prefix}top"
        elif address:
            link["href"] = urljoin(urljoin(places.base, places.here), address)
        if link.get_text() == address:  # which says already where it leads
            link.attrs.pop("class", None)
        for name in ("title", "rel"):
            link.attrs.pop(name, None)
