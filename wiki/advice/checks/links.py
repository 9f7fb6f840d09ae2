"""Links whose words do not say where they lead: "här", "läs mer", a bare address."""

import re
from collections.abc import Iterator

from wiki.advice.findings import ANSWER, Finding, Fix
from wiki.core.errors import N_
from wiki.markup import BadName, Namespace, PageName, parse_name

_WIKILINK = re.compile(r"\[\[([^\[\]|#]+)(#[^\[\]|]*)?\|([^\[\]]*)\]\]")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\([^()\s]+(?:\([^()\s]*\)[^()\s]*)*(?: +\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"(?<![(\[<\"'=|/\w])<?((?:https?://|www\.)[^\s<>()\[\]|]*[^\s<>()\[\]|.,;:!?'\"»”])>?")
_NOTE = re.compile(r"^ {0,3}\[\^[^\[\]\n]+\]:.*(?:\n(?: {2,}|\t).*)*", re.MULTILINE)

# What says nothing by itself: in Swedish, in bokmål and in English.
_EMPTY_WORDS = re.compile(
    r"(?:här|där|länk(?:en)?|den(?:na| här) länken?|(?:läs|se)? ?mer(?: här)?|(?:läs|se|finns|klicka) här|läs vidare|"
    r"klicka|mer info(?:rmation)?|till sidan|den(?:na| här) sidan?|"
    r"her|der|lenken?|denne lenken|les mer(?: her)?|mer her|(?:les|se|finnes|klikk|trykk) her|les videre|klikk|"
    r"mer informasjon|til siden|denne siden|"
    r"here|there|(?:this )?link|(?:read )?more(?: here)?|click(?: here)?|see here|more information|this(?: page)?)"
)


def empty_link_texts(text: str) -> Iterator[Finding]:
    """Links that say nothing out of their sentence; `text` is the prose of a source."""
    for link in _WIKILINK.finditer(text):
        if _says_nothing(link[3]):
            yield _finding(link.start(), link.end(), link[3], _renamed(link))
    for link in _LINK.finditer(text):
        if _says_nothing(link[1]):
            yield _finding(link.start(), link.end(), link[1])


def bare_addresses(text: str) -> Iterator[Finding]:
    """Addresses that stand as they are in running text; in footnotes they may."""
    text = _NOTE.sub(lambda note: " " * len(note[0]), text)
    for address in _ADDRESS.finditer(text):
        yield Finding(
            code="address",
            severity="info",
            title=N_("An address stands as it is."),
            text=N_("Write what is there, and make the words a link: %(address)s"),
            start=address.start(),
            end=address.end(),
            params={"address": address[1]},
            fixes=(
                Fix(
                    N_("Make it a link"),
                    address.start(),
                    address.end(),
                    f"[{ANSWER}]({_whole(address[1])})",
                    N_("What is at the address?"),
                ),
            ),
        )


def _whole(address: str) -> str:
    return address if "://" in address else f"https://{address}"


def _says_nothing(words: str) -> bool:
    return bool(_EMPTY_WORDS.fullmatch(" ".join(re.sub(r"[^\w\s]", " ", words.casefold()).split())))


def _finding(start: int, end: int, words: str, fix: Fix | None = None) -> Finding:
    return Finding(
        code="link",
        severity="fix",
        title=N_("A link is called “%(words)s”."),
        text=N_("Let its words say where it leads, so that they can be understood by themselves."),
        start=start,
        end=end,
        params={"words": words.strip()},
        fixes=(fix,) if fix else (),
    )


def _renamed(link: re.Match[str]) -> Fix | None:
    """The wikilink with the page's own title as its words."""
    try:
        target = parse_name(link[1])
    except BadName:
        return None
    named, title = link[1] + (link[2] or ""), _title(target)
    text = f"[[{named}]]" if named == title else f"[[{named}|{title}]]"
    return Fix(N_("Use the page’s title"), link.start(), link.end(), text)


def _title(target: PageName) -> str:
    return target.leaf if target.namespace is not Namespace.MAIN else target.title
