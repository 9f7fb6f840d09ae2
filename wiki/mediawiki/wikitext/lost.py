"""What comes out of a conversion: our text, what the page belongs to, and what could not be said in our dialect."""

from dataclasses import dataclass, field

from wiki.core.errors import N_
from wiki.markup import PageName

MAX_ORIGINAL = 500
"""Characters of the original that a note on something lost keeps."""

SENTENCES = {
    "attributes": N_("Colours, sizes and positions are not kept. The text is."),
    "cell": N_("Lists and paragraphs in a table cell have become lines of the cell."),
    "condition": N_("The wiki has no conditions. What stands there when it is fulfilled is always shown."),
    "extension": N_("The wiki does not know this tag. What it held stands as code."),
    "heading": N_("The heading was on a level deeper than the wiki has."),
    "interlanguage": N_("The link to the page in another language was left out."),
    "layout": N_("The table placed things beside each other. Now they stand one below the other."),
    "link": N_("The link leads to a name that no page here can have. It stands as text."),
    "magic": N_("The wiki does not know this magic word. It was left out."),
    "math": N_("The formula stands as code."),
    "nested-table": N_("A table within a table has become lines of its cell."),
    "note-empty": N_("The note is used here, and nothing says what it tells."),
    "note-lines": N_("Lists and paragraphs in a note have become lines of the note."),
    "note-group": N_("Notes in groups have become ordinary notes."),
    "parser-function": N_("The wiki has no parser functions. It stands as code."),
    "picture": N_("Something about how the picture was shown is not kept."),
    "preformatted": N_("The text was set with spaces at the start of its lines, and holds markup. Its lines are kept."),
    "protocol": N_("The wiki does not link to addresses of this kind. The address stands as text."),
    "span": N_("A cell that was wider or higher than others has been repeated or filled out."),
    "special": N_("The link leads to a special page, which may be called something else here."),
    "table": N_("The table is too wide for the wiki. It stands as code."),
    "table-row": N_("What made rows of the table, or stood between them, now stands above it."),
    "too-deep": N_("The page was nested too deeply to be read. It stands as text from here."),
    "unclosed": N_("Something begins here and never ends. It stands as text."),
    "unsubstituted": N_("The template would have been written into the text when it was saved. It stands as code."),
    "variable": N_("The wiki does not fill in this word. It stands as code."),
    "variant": N_("The wiki has no variants of a language. It stands as text."),
}
"""What is said to the gardener about each kind of loss."""


@dataclass(frozen=True)
class Lost:
    """Something that was not converted faithfully: its kind (a key of SENTENCES), its line, and how it was written."""

    kind: str
    line: int
    original: str

    @property
    def sentence(self) -> str:
        """The msgid of the sentence that tells what became of it."""
        return SENTENCES[self.kind]


@dataclass(frozen=True)
class Category:
    """A category that the page says it belongs to, and what it is sorted by there ("" for its title)."""

    name: PageName
    sort_key: str = ""


@dataclass(frozen=True)
class Converted:
    """A page's wikitext as our Markdown. `redirect` is where the page leads, if it only does that."""

    text: str
    categories: tuple[Category, ...] = ()
    templates: tuple[PageName, ...] = ()
    redirect: PageName | None = None
    lost: tuple[Lost, ...] = field(default=())
