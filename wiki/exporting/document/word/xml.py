"""Making the elements of WordprocessingML."""

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

Element = Any
"""An element of lxml, which has no types."""


def make(tag: str, /, **attributes: object) -> Element:
    """An element like `w:lang`; its attributes, without prefix, are of the same vocabulary."""
    element = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        element.set(qn(f"{prefix}:{name}"), str(value))
    return element


def put(parent: Element, tag: str, /, **attributes: object) -> Element:
    """Make an element at the end of `parent`."""
    element = make(tag, **attributes)
    parent.append(element)
    return element


def text_of(words: str) -> Element:
    """The text of a run, with its blanks."""
    element = make("w:t")
    element.text = words
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
