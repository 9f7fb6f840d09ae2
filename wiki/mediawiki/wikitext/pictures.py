"""Pictures: MediaWiki's options in its languages, as those of our brackets."""

import re

from wiki.markup import BadName, PageName
from wiki.mediawiki.wikitext.conversion import Conversion, Piece
from wiki.mediawiki.wikitext.inline import inline

_PICTURE = re.compile(r"\.(?:png|jpe?g|jpe|jfif|gif|webp|avif|svg)$", re.IGNORECASE)
_PIXELS = re.compile(r"(?:([0-9]{1,4}))?(?:x[0-9]{1,4})? ?(?:px|pixlar|piksler)(?:px)?", re.IGNORECASE)
_FRAMED = frozenset(
    re.split(r"\|", "thumb|thumbnail|mini|miniatyr|miniatyrbild|frame|framed|ram|inramad|ramme|enframed")
)
_SIDES = {
    **dict.fromkeys(("left", "vänster", "venstre"), "vänster"),
    **dict.fromkeys(("right", "höger", "høyre"), "höger"),
    **dict.fromkeys(("center", "centre", "centrerad", "sentrer", "midtstilt", "mitten"), "mitten"),
}
_WITHOUT_LOSS = frozenset(
    re.split(
        r"\|",
        "frameless|ramlös|rammeløs|uinnrammet|border|kantlinje|kant|ramka|baseline|baslinje|sub|"
        "super|text-top|text-bottom|top|middle|bottom|topp|mitt|mitte|botten|bunn|toppen",
    )
)
_ALT = re.compile("alt *= *", re.IGNORECASE)
_UPRIGHT = re.compile(r"(?:upright|stående|portrett)(?:[ =]*[0-9.]+)?", re.IGNORECASE)
_LOST = re.compile(
    r"(?:link|länk|lenke|page|sida|side|class|klass|lang|språk|thumbtime|start|end|thumb|miniatyr|mini)[ ]*[= ].*",
    re.IGNORECASE | re.DOTALL,
)


def picture(conversion: Conversion, target: str, options: str, original: str) -> str:
    """The sign for a picture or another file that is shown in the text."""
    lines = original.count("\n")
    try:
        name = conversion.names.page(target).name
    except BadName:
        conversion.lose("link", original)
        return conversion.keep(Piece(inline(conversion, target), lines, plain=original))
    shown = _Shown(conversion, original)
    for option in options.split("|") if options else ():
        shown.read(option.strip())
    if not _PICTURE.search(name.title):
        label = shown.caption or shown.alt
        text = f"[[{name.full}{f'|{label}' if label else ''}]]"
        return conversion.keep(Piece(text, lines, plain=original))
    piece = Piece(shown.written(name), lines, shown.is_framed, shown.in_line(name), shown.is_framed, plain=original)
    return conversion.keep(piece)


def figure(name: PageName, caption: str, alt: str) -> str:
    """A picture of a gallery, as small as there, on a line of its own."""
    parts = [name.full, "liten", *([f"alt={_option(alt)}"] if alt else []), *([caption] if caption else [])]
    return f"[[{'|'.join(parts)}]]"


class _Shown:
    """What the options of one picture say."""

    def __init__(self, conversion: Conversion, original: str) -> None:
        self.conversion = conversion
        self.original = original
        self.is_framed = False
        self.side: str | None = None
        self.width = ""
        self.alt: str | None = None
        self.caption = ""

    def read(self, option: str) -> None:
        word = option.casefold()
        pixels = _PIXELS.fullmatch(word)
        alt = _ALT.match(option)
        if word in _FRAMED:
            self.is_framed = True
        elif word in _SIDES:
            self.side = _SIDES[word]
        elif pixels:
            self.width = f"{pixels[1]}px" if pixels[1] else ""
        elif alt:
            self.alt = self.conversion.restored(option[alt.end() :]).strip()
        elif _UPRIGHT.fullmatch(word):
            self.width = self.width or "liten"
        elif word in ("none", "ingen"):
            self.side = ""
        elif word in _WITHOUT_LOSS or not word:
            pass
        elif _LOST.fullmatch(option):
            self.is_framed = self.is_framed or word.startswith(("thumb", "mini"))
            self.conversion.lose("picture", self.original)
        else:
            if self.caption:
                self.conversion.lose("picture", self.original)  # the last one is shown
            self.caption = inline(self.conversion, " ".join(option.split()), "label")

    def written(self, name: PageName) -> str:
        """The brackets for a picture on a line of its own; one without a frame shows its caption to no eye."""
        if not self.is_framed:
            return self.in_line(name)
        return self._brackets(name, "höger" if self.side is None else self.side, self.alt, self.caption)

    def in_line(self, name: PageName) -> str:
        """The brackets for a picture in running text, with its caption after it where MediaWiki shows one."""
        if self.is_framed:
            after = f" {self.caption}" if self.caption else ""
            return self._brackets(name, "", self.alt, "") + after
        alt = self.alt if self.alt is not None else _words(self.caption)
        return self._brackets(name, self.side or "", alt or None, "")

    def _brackets(self, name: PageName, side: str, alt: str | None, caption: str) -> str:
        said = [] if alt is None else [f"alt={_option(alt)}" if alt else "dekorativ"]
        return f"[[{'|'.join(part for part in (name.full, side, self.width, *said, caption) if part)}]]"


def _option(text: str) -> str:
    """An alternative text: one line, without the signs that would end it."""
    return " ".join(re.sub(r"[\[\]|]", " ", text).split())


def _words(caption: str) -> str:
    """A caption as plain words, for those who do not see the picture."""
    text = re.sub(r"\[\[[^\[\]|]*\|([^\[\]]*)\]\]", r"\1", caption)
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)|</?[a-z]+>|\[\^[^\]]*\]", r"\1", text)
    return re.sub(r"[*\[\]|]|(?<=\s)_|_(?=\s)", "", text).strip()
