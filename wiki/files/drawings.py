"""Drawings (SVG): rebuilt from what is known to draw, and nothing else.

An SVG is a document that may hold scripts, forms, web pages and addresses. Only elements, attributes and addresses
that are listed here come along. What people meant to draw stays; what was there to act goes. Runs in the process of
`worker`.
"""

import re
from collections import Counter
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wiki.core.errors import N_
from wiki.files.refused import Damaged, TooMuch, Unwelcome

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MAX_ELEMENTS = 100_000
MAX_DRAWN = 200_000  # elements, when everything that is used again is counted each time
MAX_DEPTH = 100
USUAL_SIZE = (300.0, 150.0)  # what browsers draw where nothing is said (CSS 2.2, 10.3.2)

ELEMENTS = """
    svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc image
    style linearGradient radialGradient stop pattern clipPath mask marker switch filter feBlend feColorMatrix
    feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
    feMergeNode feOffset
"""
ATTRIBUTES = """
    id class style x y x1 x2 y1 y2 dx dy cx cy r rx ry fx fy fr d points width height viewBox
    preserveAspectRatio transform gradientTransform gradientUnits patternTransform patternUnits
    patternContentUnits spreadMethod offset stop-color stop-opacity fill fill-opacity fill-rule stroke
    stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset
    stroke-opacity opacity color display visibility overflow clip-path clip-rule clipPathUnits mask maskUnits
    maskContentUnits mask-type marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY
    orient filter filterUnits primitiveUnits in in2 result stdDeviation type values mode operator k1 k2 k3 k4
    slope intercept amplitude exponent tableValues flood-color flood-opacity font-family font-size font-weight
    font-style font-variant font-stretch text-anchor text-decoration letter-spacing word-spacing baseline-shift
    dominant-baseline alignment-baseline writing-mode direction unicode-bidi rotate textLength lengthAdjust
    startOffset method spacing paint-order shape-rendering text-rendering image-rendering color-interpolation
    color-interpolation-filters vector-effect mix-blend-mode isolation role aria-label aria-hidden
    aria-labelledby version lang
"""
_ELEMENTS = frozenset(ELEMENTS.split())
_ATTRIBUTES = frozenset(ATTRIBUTES.split())
XML_ATTRIBUTES = {"{http://www.w3.org/XML/1998/namespace}space", "{http://www.w3.org/XML/1998/namespace}lang"}
_OWN_ADDRESS = re.compile(r"#[^\s\"'<>()\\]+")
_PICTURE_ADDRESS = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_URL = re.compile(r"url\s*\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_ACTIVE = re.compile(
    r"\\|@(?!media\b)|expression\s*\(|javascript:|behaviou?r\s*:|-moz-binding|image(-set)?\s*\(|src\s*\(|</|<!",
    re.IGNORECASE,
)
_FETCHING = re.compile(r"@(?:import|charset|namespace)[^;{}]*;|@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}

register_namespace("", SVG)
register_namespace("xlink", XLINK)


@dataclass(frozen=True)
class Drawing:
    """A drawing that only draws, and its size in pixels."""

    data: bytes
    width: int
    height: int


def clean(data: bytes) -> Drawing:
    """The drawing without anything that acts or fetches. Raises Unwelcome, Damaged, TooMuch."""
    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Unwelcome(N_("The drawing defines words of its own (entities), which the wiki does not read.")) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Damaged from error
    if root.tag != f"{{{SVG}}}svg":
        raise Unwelcome
    _measure(root)
    _rebuild(root)
    _count_uses(root)
    width, height = _size(root)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return Drawing(tostring(root, encoding="utf-8"), max(1, round(width)), max(1, round(height)))


def _measure(root: Element) -> None:
    """Refuse what is too deep or too much to be walked through."""
    level, depth, count = [root], 0, 1
    while level := [child for each in level for child in each]:
        depth, count = depth + 1, count + len(level)
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise TooMuch


def _rebuild(element: Element) -> None:
    """Leave in `element` what draws."""
    element.attrib = _attributes(element)
    for child in list(element):
        if _name(child) not in _ELEMENTS or (_name(child) == "style" and _acts(child.text or "")):
            _leave_out(element, child)
        else:
            _rebuild(child)


def _leave_out(parent: Element, child: Element) -> None:
    """Take `child` away. What stands in a link is kept, and so is the text behind."""
    place = list(parent).index(child)
    parent.remove(child)
    if _name(child) == "a":
        group = Element(f"{{{SVG}}}{'tspan' if _name(parent) in {'text', 'tspan'} else 'g'}", child.attrib)
        group.extend(list(child))
        group.text, group.tail = child.text, child.tail
        parent.insert(place, group)
        _rebuild(group)
    elif child.tail and place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail


def _name(element: Element) -> str:
    """The element's name in SVG; empty for what belongs to something else (notes of programs, HTML, comments)."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(f"{{{SVG}}}") if tag.startswith(f"{{{SVG}}}") else ""


def _attributes(element: Element) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in element.attrib.items():
        if name in {"href", f"{{{XLINK}}}href"}:
            if _may_point_to(_name(element), value):
                kept[name] = value.strip()
        elif (name in _ATTRIBUTES or name in XML_ATTRIBUTES) and not _acts(value):
            kept[name] = value
    return kept


def _may_point_to(name: str, address: str) -> bool:
    """Within the drawing; a picture may hold its points."""
    if name == "image":
        return _PICTURE_ADDRESS.fullmatch(address.strip()) is not None
    return _OWN_ADDRESS.fullmatch(address.strip()) is not None


def _acts(style: str) -> bool:
    """Whether a style or another value fetches something or runs."""
    plain = _COMMENT.sub("", style)
    if "/*" in plain or _ACTIVE.search(plain):
        return True
    inside = _URL.sub(lambda found: "" if _OWN_ADDRESS.fullmatch(found[2].strip()) else "url(", plain)
    return "url" in inside.lower() and re.search(r"url\s*\(", inside, re.IGNORECASE) is not None


def _count_uses(root: Element) -> None:
    """Refuse a drawing that uses its parts again and again until nobody can draw it."""
    by_id = {element.get("id", ""): element for element in root.iter()}
    weights: dict[int, int] = {}
    open_: set[int] = set()

    def weight(element: Element) -> int:
        key = id(element)
        if key in open_:
            raise TooMuch  # it uses itself
        if key not in weights:
            open_.add(key)
            total = 1 + sum(weight(child) for child in element)
            for address in _addresses(element):
                if address in by_id and address:
                    total += weight(by_id[address])
            open_.discard(key)
            weights[key] = total
            if total > MAX_DRAWN:
                raise TooMuch
        return weights[key]

    try:
        weight(root)
    except RecursionError as error:
        raise TooMuch from error


def _addresses(element: Element) -> Counter[str]:
    """The parts of the drawing that an element uses."""
    found: Counter[str] = Counter()
    if _name(element) in {"use", "pattern", "linearGradient", "radialGradient"}:
        found[(element.get("href") or element.get(f"{{{XLINK}}}href") or "").lstrip("#")] += 1
    for name in ("fill", "stroke", "mask", "clip-path", "filter", "marker-start", "marker-mid", "marker-end", "style"):
        found.update(address.lstrip("#") for _, address in _URL.findall(element.get(name, "")))
    return found


def _size(root: Element) -> tuple[float, float]:
    """How large the drawing is meant to be, in pixels."""
    box = [float(number) for number in re.findall(r"-?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?", root.get("viewBox", ""))]
    usual = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else USUAL_SIZE
    width, height = (_pixels(root.get(name, "")) for name in ("width", "height"))
    if width and height:
        found = (width, height)
    elif width or height:
        scale = (width or 0) / usual[0] or (height or 0) / usual[1]
        found = (usual[0] * scale, usual[1] * scale)
    else:
        found = usual
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {found[0]:g} {found[1]:g}")
    return min(found[0], 10_000.0), min(found[1], 10_000.0)


def _pixels(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2]] or None if found else None
