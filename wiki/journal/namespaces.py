"""Kinds of page, in words, for lists that can be narrowed to some of them."""

from werkzeug.datastructures import MultiDict

from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.markup import Namespace

NAMESPACE_LABELS: dict[Namespace, str] = {
    Namespace.MAIN: N_("Guidance"),
    Namespace.MUNICIPALITY: N_("Municipalities"),
    Namespace.COOPERATION: N_("Cooperations"),
    Namespace.THEME: N_("Themes"),
    Namespace.TOOL: N_("Tools"),
    Namespace.WORKSHOP: N_("Workshops"),
    Namespace.CHECKLIST: N_("Checklists"),
    Namespace.REQUEST: N_("Requests"),
    Namespace.HELP: N_("Help pages"),
    Namespace.PROJECT: N_("Project pages"),
    Namespace.TEMPLATE: N_("Templates"),
    Namespace.FILE: N_("Files"),
    Namespace.CATEGORY: N_("Categories"),
    Namespace.USER: N_("User pages"),
}


def namespace_words() -> list[tuple[str, str]]:
    """Key and name of each namespace, for lists to choose from."""
    return [(namespace.value, gettext(label)) for namespace, label in NAMESPACE_LABELS.items()]


def read_namespaces(arguments: MultiDict[str, str]) -> tuple[Namespace, ...]:
    """The namespaces that an address names."""
    asked = set(arguments.getlist("namespace"))
    return tuple(namespace for namespace in Namespace if namespace.value in asked)
