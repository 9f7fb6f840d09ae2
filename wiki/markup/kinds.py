"""Page kinds: what a page is, told by its namespace or, where it says so itself, by `typ` in its front matter."""

from collections.abc import Mapping
from typing import Any

from wiki.core.errors import N_
from wiki.markup.names import Namespace, PageName

LABELS: dict[str, str] = {
    "guidance": N_("Guidance"),
    "municipality": N_("Municipality page"),
    "cooperation": N_("Cooperation"),
    "theme": N_("Theme"),
    "example": N_("Example"),
    "plan": N_("Plan"),
    "followup": N_("Follow-up"),
    "concept": N_("Concept"),
    "tool": N_("Tool"),
    "workshop": N_("Workshop"),
    "checklist": N_("Checklist"),
    "request": N_("Request"),
    "help": N_("Help page"),
    "project": N_("Project page"),
    "template": N_("Template"),
    "file": N_("File"),
    "category": N_("Category"),
    "user": N_("User page"),
}

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

WRITTEN = {  # how front matter writes them, in Swedish and bokmål
    "vägledning": "guidance",
    "veiledning": "guidance",
    "kommun": "municipality",
    "kommune": "municipality",
    "samverkan": "cooperation",
    "samarbeid": "cooperation",
    "tema": "theme",
    "exempel": "example",
    "eksempel": "example",
    "plan": "plan",
    "uppföljning": "followup",
    "oppfølging": "followup",
    "begrepp": "concept",
    "begrep": "concept",
    "verktyg": "tool",
    "verktøy": "tool",
    "workshop": "workshop",
    "checklista": "checklist",
    "sjekkliste": "checklist",
    "hjälp": "help",
    "hjelp": "help",
    "projekt": "project",
    "prosjekt": "project",
}
SPOKEN_FOR = frozenset(("example", "municipality", "cooperation"))
"""Kinds of pages that somebody speaks for: whom to ask about them is not for everybody."""


def kind_of(name: PageName, fields: Mapping[str, Any]) -> str:
    """The kind of the page `name` whose front matter is `fields`."""
    said = WRITTEN.get(str(fields.get("typ", "")).strip().casefold())
    if name.namespace in {Namespace.MAIN, Namespace.MUNICIPALITY, Namespace.COOPERATION} and said:
        return said
    return "guidance" if name.namespace is Namespace.MAIN else name.namespace.value
