"""The fields that each kind of page has, as its form in the editor asks for them. They are kept in the front matter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wiki.core.errors import N_


def field_name(key: str) -> str:
    """What the field `key` of the front matter is called in forms and in what is said of them."""
    return "field-" + key.replace(" ", "-")


@dataclass(frozen=True)
class FieldSpec:
    """A field: its key in the front matter, and how the form asks for it. `label` and `help` are msgids.

    `control` is "line" or "text" (one line, some lines), "choice" (one of `choices`), "boxes" (some of them), "pages"
    (names of pages, `choices` being suggested) or "lines" (one value on each line). `is_wanted` says that a page is
    not quite done without it; nobody is stopped by that.
    """

    key: str
    label: str
    help: str = ""
    control: str = "line"
    choices: str = ""
    is_wanted: bool = False

    @property
    def name(self) -> str:
        """What it is called in the form, and its id there."""
        return field_name(self.key)

    @property
    def is_list(self) -> bool:
        """Whether it may hold several values."""
        return self.control in {"boxes", "pages", "lines"}


THEMES = FieldSpec("tema", N_("Themes"), control="boxes", choices="themes", is_wanted=True)

AUDIENCE = FieldSpec("målgrupp", N_("Those concerned"), N_("One on each line."), control="lines")
TOOLS = FieldSpec(
    "verktyg", N_("Tools used"), N_("Methods and aids that you worked by."), control="pages", choices="tools"
)

GUIDANCE = (
    THEMES,
    replace(AUDIENCE, label=N_("Whom it is written for")),
    replace(TOOLS, label=N_("Tools"), help=N_("Methods and aids that belong to it.")),
)
EXAMPLE = (
    FieldSpec("kommun", N_("Municipality"), control="choice", choices="municipalities", is_wanted=True),
    FieldSpec("läge", N_("How far have you come?"), control="choice", choices="statuses", is_wanted=True),
    THEMES,
    FieldSpec("välfärdsområde", N_("Welfare area"), control="boxes", choices="areas", is_wanted=True),
    FieldSpec(
        "stödjer",
        N_("Guidance that it belongs to"),
        N_("The example shows on that page by itself."),
        control="pages",
        choices="guidance",
        is_wanted=True,
    ),
    FieldSpec("period", N_("Period"), N_("Years, such as 2024–2026, or from 2025."), is_wanted=True),
    FieldSpec(
        "lärdom",
        N_("Lesson"),
        N_("The one thing that others should know before they begin, in at most 500 characters."),
        control="text",
    ),
    AUDIENCE,
    FieldSpec("omfattning", N_("Extent"), N_("How many people, units or cases.")),
    FieldSpec("kostnad", N_("Cost"), N_("Money and working time, roughly.")),
    FieldSpec("finansiering", N_("Funding"), N_("Own money, a grant or a project.")),
    FieldSpec("leverantör", N_("Supplier or product"), N_("The name only, without praise or blame.")),
    TOOLS,
    FieldSpec("kan återanvändas", N_("Can be used by others"), N_("File, contract or code, and its licence.")),
)
MUNICIPALITY = (
    FieldSpec("kommunkod", N_("Municipality code"), control="choice", choices="codes", is_wanted=True),
    FieldSpec("webbadress", N_("Web address")),
    FieldSpec(
        "samverkan",
        N_("Cooperations that the municipality is in"),
        control="pages",
        choices="cooperations",
    ),
    FieldSpec("förvaltningsområde", N_("Administrative area for languages"), N_("Such as Finnish or Sámi.")),
)
THEME = (
    FieldSpec(
        "definition",
        N_("Definition"),
        N_("One sentence that says what the word means here."),
        control="text",
        is_wanted=True,
    ),
    FieldSpec(
        "synonymer",
        N_("Synonyms"),
        N_("Other words that people search by, one on each line."),
        control="lines",
    ),
    FieldSpec("överordnat tema", N_("Wider theme"), control="pages", choices="themes"),
    FieldSpec("angränsande tema", N_("Neighbouring themes"), control="pages", choices="themes"),
)
COOPERATION = (
    FieldSpec(
        "kommuner", N_("Municipalities that are in it"), control="pages", choices="municipalities", is_wanted=True
    ),
)
REQUEST = (
    THEMES,
    FieldSpec("sista dag", N_("Last day"), N_("Until when an answer helps: year, month and day, such as 2027-03-31.")),
    FieldSpec("löst", N_("Solved"), N_("Write yes (ja) when you have your answer.")),
    FieldSpec("lösning", N_("What solved it"), N_("One line.")),
)

FIELDS_OF: Mapping[str, tuple[FieldSpec, ...]] = {
    "example": EXAMPLE,
    "municipality": MUNICIPALITY,
    "theme": THEME,
    "cooperation": COOPERATION,
    "request": REQUEST,
    "guidance": GUIDANCE,
}
BY_KEY = {spec.key: spec for specs in FIELDS_OF.values() for spec in specs}

UNASKED = {"kontakt": N_("Contact"), "bygger på": N_("Grew from")}
"""What fields are called that no form asks for, but that can be wrong."""

HEADINGS = {
    "guidance": N_("Facts about the guidance"),
    "example": N_("Facts about the example"),
    "municipality": N_("Facts about the municipality"),
    "theme": N_("Facts about the theme"),
    "cooperation": N_("Facts about the cooperation"),
    "request": N_("Facts about the request"),
}
