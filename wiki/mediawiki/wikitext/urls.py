"""Addresses: those that stand bare in a text, and those within brackets with their words."""

import re
from collections.abc import Callable
from html import unescape

from wiki.mediawiki.wikitext.conversion import OPEN, Conversion
from wiki.mediawiki.wikitext.escaping import plain, sign

SCHEMES = (
    r"https?://|ftps?://|mailto:|tel:|//[a-z0-9]|ircs?:|news:|git://|ssh://|svn://|xmpp:|sip:|sips:|urn:|geo:|magnet:"
)
_SPLIT = re.compile(r"""([^\s<>\[\]"\x02-\x06]+)(.*)""", re.DOTALL)
_KNOWN = re.compile("https?://|mailto:|tel:|//", re.IGNORECASE)
_SIMPLE = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::[0-9]+)?(?:/[a-zA-Z0-9/._~%+=&?#@,;!-]*)?")
_ENDING = re.compile(r"[.,:;!?]+$")
_UNSAFE = re.compile(r"""[\s<>"'\\`|*\[\]{}^]""")
_SPECIAL = re.compile(r"([\\`*_{}\[\]~^|<])\1*")

Inline = Callable[[Conversion, str, str], str]


def external(conversion: Conversion, inside: str, place: str, inline: Inline) -> str:
    """A link out, from what stands between its brackets; empty where it is none."""
    found = _SPLIT.match(inside)
    if not found:
        return ""
    address, words = found[1], found[2]
    if OPEN in address or (words.startswith(OPEN) and not words.strip()):
        return ""
    address, label = unescape(address), inline(conversion, words.strip(), "label" if place != "cell" else place)
    if not _KNOWN.match(address):
        conversion.lose("protocol", f"[{inside}]")
        shown = literal(address, place)
        return f"{label} ({shown})" if label else shown
    if address.startswith("//"):
        address = "https:" + address
    if not label:
        return (
            f"<{safe(address)}>" if address[:4].lower() == "http" else f"[{literal(address, 'label')}]({safe(address)})"
        )
    return f"[{label}]({safe(address)})"


def bare(conversion: Conversion, written: str) -> tuple[str, int]:
    """A bare address as a link, and how many signs at its end do not belong to it, as MediaWiki sees it."""
    ending = _ENDING.search(written)
    end = ending.start() if ending else len(written)
    if ")" in written[:end] and "(" not in written[:end]:
        end = written.index(")")
        ending = _ENDING.search(written, 0, end)
        end = ending.start() if ending else end
    address = plain(written[:end])
    if address[:3].lower() == "ftp":
        conversion.lose("protocol", address)
        return literal(address, ""), len(written) - end
    if _SIMPLE.fullmatch(address) and address[-1].isalnum() | (address[-1] == "/"):
        following = written[end : end + 1]
        return address if not following or following in ".,:;!?)" else f"<{address}>", len(written) - end
    return f"<{safe(address)}>", len(written) - end


def safe(address: str) -> str:
    """An address with nothing in it that could end the link that it stands in."""
    address = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
    if not _is_balanced(address):
        address = address.replace("(", "%28").replace(")", "%29")
    return address


def _is_balanced(address: str) -> bool:
    """Whether each parenthesis that ends something has begun before."""
    depth = 0
    for parenthesis in re.findall("[()]", address):
        depth += 1 if parenthesis == "(" else -1
        if depth < 0:
            break
    return depth == 0


def literal(text: str, place: str) -> str:
    """Text in which every special sign is only a sign."""
    return _SPECIAL.sub(
        lambda found: sign(
            found[0], text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1], place
        ),
        text,
    )
