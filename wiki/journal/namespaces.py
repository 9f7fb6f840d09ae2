"""Kinds of page, in words, for lists that can be narrowed to some of them."""

from werkzeug.datastructures import MultiDict

from wiki.core.i18n import gettext
from wiki.markup import Namespace
from wiki.markup.kinds import NAMESPACE_LABELS


def namespace_words() -> list[tuple[str, str]]:
    """Key and name of each namespace, for lists to choose from."""
    return [(namespace.value, gettext(label)) for namespace, label in NAMESPACE_LABELS.items()]


def read_namespaces(arguments: MultiDict[str, str]) -> tuple[Namespace, ...]:
    """The namespaces that an address names."""
    asked = set(arguments.getlist("namespace"))
    return tuple(namespace for namespace in Namespace if namespace.value in asked)
