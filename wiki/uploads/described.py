"""What somebody says of a file when putting it in: whether it will do, and the page that it makes."""

import json
import re
from dataclasses import dataclass

from wiki.accounts.faults import Faults
from wiki.core.errors import N_, Refusal
from wiki.files.inspect import Inspected
from wiki.files.titles import file_title
from wiki.markup import frontmatter, normalise

LICENCES = {  # as front matter says it → as people choose it
    "CC0 1.0": N_("CC0 1.0: anyone may use it, without naming anybody"),
    "CC BY 4.0": N_("CC BY 4.0: anyone may use it and names the author"),
    "CC BY-SA 4.0": N_("CC BY-SA 4.0: anyone may use it, names the author and shares alike"),
    "Allmän egendom": N_("Public domain: the copyright has ended, or there never was any"),
    "annan": N_("Another free licence"),
}
OTHER = "annan"
MAX_FIELD, MAX_ALT, MAX_DESCRIPTION = 300, 500, 20_000
MOST_WORDS_OF_A_NAME = 200

# What cameras, telephones and programs call a picture that nobody has given a name.
_NAMELESS = re.compile(
    r"(?:(?:img|image|dscn?|dscf|pxl|mvi|p|pic|picture|bild|bilde|foto|photo|scan|skann|unnamed|untitled|namnlös|"
    r"document|dokument|fil|file|screenshot|skärmbild|skärmavbild|skjermbilde|whatsapp image)[ _.()-]*)?"
    r"(?:[0-9][0-9 _.:()atkl-]*)?(?:kopia|copy)?",
    re.IGNORECASE,
)
_PLAIN_YAML = re.compile(r"[^\W\d_][\w ,.()/’”–+-]*")
_READ_OTHERWISE = {"true", "false", "null", "ja", "nej", "yes", "no"}


class BadDescription(Refusal):
    """Something that has to be said of the file is missing, or there is too much of it."""


@dataclass(frozen=True)
class Description:
    """What the form says of a file, as it was written."""

    title: str
    licence: str = "CC0 1.0"
    other_licence: str = ""
    source: str = ""
    alt: str = ""
    is_decorative: bool = False
    text: str = ""

    @property
    def licence_said(self) -> str:
        """The licence as front matter says it."""
        return " ".join(self.other_licence.split()) if self.licence == OTHER else self.licence

    def title_of(self, inspected: Inspected) -> str:
        """What the file will be called: with the ending that its content has."""
        return file_title(self.title, inspected.extension)


def is_nameless(title: str) -> bool:
    """Whether it is the name of a camera ("IMG_2034.jpg") rather than of a person."""
    return bool(_NAMELESS.fullmatch(re.sub(r"\.[A-Za-z0-9]{1,5}$", "", title.strip())))


def suggested_title(inspected: Inspected) -> str:
    """What the file could be called, after the name it came with; empty where that says nothing."""
    stem = inspected.title.rpartition(".")[0].replace("_", " ").strip()
    return "" if is_nameless(stem) else stem[:1].upper() + stem[1:]


def check(said: Description, *, is_picture: bool) -> None:
    """Raises BadForm, with all that is wrong."""
    faults = Faults()
    with faults.at("title"):
        _check_title(said.title, is_picture=is_picture)
    with faults.at("licence"):
        if said.licence not in LICENCES:
            raise BadDescription(N_("Choose a licence, so that others know what they may do with the file."))
    with faults.at("other_licence"):
        if said.licence == OTHER and not said.licence_said:
            raise BadDescription(N_("Write which licence it is, and where it can be read."))
    with faults.at("source"):
        if not said.source.strip():
            raise BadDescription(N_("Write who has made it, or where it comes from."))
        _check_length(said.source + said.other_licence, MAX_FIELD)
    if is_picture:
        with faults.at("alt"):
            _check_alt(said)
    with faults.at("description"):
        _check_length(said.text, MAX_DESCRIPTION)
    faults.refuse_if_any()


def _check_title(title: str, *, is_picture: bool) -> None:
    if not title.strip():
        raise BadDescription(N_("Give the file a name."))
    if is_nameless(title) and is_picture:
        raise BadDescription(N_("Give the picture a name that says what it shows, such as “Playground in Uddevalla”."))
    if is_nameless(title):
        raise BadDescription(N_("Give the file a name that says what it holds, such as “Digitisation plan 2027”."))
    _check_length(title, MOST_WORDS_OF_A_NAME)


def _check_alt(said: Description) -> None:
    if not said.alt.strip() and not said.is_decorative:
        raise BadDescription(N_("Describe what the picture shows, or mark it as decorative."))
    if said.alt.strip() and not said.is_decorative and is_nameless(said.alt):
        raise BadDescription(N_("That is the name of a file. Describe what the picture shows."))
    _check_length(said.alt, MAX_ALT)


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise BadDescription(N_("This is too long: %(limit)s characters is the most."), limit=limit)


def page_source(said: Description, *, is_picture: bool, before: str = "") -> str:
    """The source of the file's page. `before` is what the page says already: its text stays if nothing new is said."""
    fields = {"licens": said.licence_said, "källa": " ".join(said.source.split())}
    if is_picture and said.is_decorative:
        fields["dekorativ"] = "ja"
    elif is_picture:
        fields["alt"] = " ".join(said.alt.split())
    front = "".join(f"{name}: {_yaml(value)}\n" for name, value in fields.items())
    text = normalise(said.text) or frontmatter.read(before).body
    return f"---\n{front}---\n{text}"


def _yaml(value: str) -> str:
    """`value` as YAML that reads as this very text; in quotation marks only where it must be."""
    if _PLAIN_YAML.fullmatch(value) and value.casefold() not in _READ_OTHERWISE - {"ja"}:
        return value
    return json.dumps(value, ensure_ascii=False)
