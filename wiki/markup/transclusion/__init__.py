"""Transclusion: pages that take in others, `{{Mall:Not|text=…}}`, with parameters and magic words. Pure."""

from wiki.markup.transclusion.asking import Wanted, names_asked_for, parameters_of
from wiki.markup.transclusion.expand import expand
from wiki.markup.transclusion.parse import braces
from wiki.markup.transclusion.values import Expanded, Fault, Library, Taken

__all__ = [
    "Expanded",
    "Fault",
    "Library",
    "Taken",
    "Wanted",
    "braces",
    "expand",
    "names_asked_for",
    "parameters_of",
]
