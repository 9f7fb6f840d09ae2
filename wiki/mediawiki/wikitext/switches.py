"""Magic words between underscores: a table of contents here, none at all, and those that mean nothing to us."""

import re

from wiki.mediawiki.wikitext.conversion import Conversion, Piece

_SWITCH = re.compile("__([A-ZÅÄÖÆØ]+)__")
_CONTENTS = {
    **dict.fromkeys(("TOC", "INNEHÅLLSFÖRTECKNING", "INNHALDSLISTE", "INNHOLDSFORTEGNELSE"), "TOC"),
    **dict.fromkeys(("NOTOC", "INGENINNEHÅLLSFÖRTECKNING", "INGENINNHOLDSFORTEGNELSE"), "NOTOC"),
    **dict.fromkeys(("FORCETOC", "ALLTIDINNEHÅLLSFÖRTECKNING", "ALLTIDINNHOLDSFORTEGNELSE"), "FORCETOC"),
    **dict.fromkeys(("NOEDITSECTION", "INTEREDIGERASEKTION"), "NOEDITSECTION"),
}
_KNOWN = re.compile(
    "NEWSECTIONLINK|NYTTAVSNITTLÄNK|NONEWSECTIONLINK|NOGALLERY|INGETGALLERI|HIDDENCAT"
    "|GÖMDKAT|INDEX|INDEXERA|NOINDEX|INTEINDEXERA|STATICREDIRECT|STATISKOMDIRIGERING|NOTITLECONVERT|NOCONTENTCONVERT"
    "|NOTC|NOCC|START|END|DISAMBIG|EXPECTUNUSEDCATEGORY|NOGLOBAL|ARCHIVEDTALK"
)


def keep_switches(conversion: Conversion, text: str) -> str:
    """The text with signs for its switches; those that only steer MediaWiki are left out and told of."""
    if "__" not in text:
        return text

    def keep(found: re.Match[str]) -> str:
        if found[1] in _CONTENTS:
            return conversion.keep(Piece(f"__{_CONTENTS[found[1]]}__", stands_alone=True, plain=found[0]))
        if not _KNOWN.fullmatch(found[1]):
            return found[0]
        conversion.lose("magic", found[0])
        return conversion.keep(Piece("", is_unseen=True, plain=found[0]))

    return _SWITCH.sub(keep, text)
