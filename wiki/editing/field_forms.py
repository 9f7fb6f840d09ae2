"""The fields of a page as a form in the editor: what the front matter says, and what the form makes of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.editing.field_catalogue import BY_KEY, FIELDS_OF, HEADINGS, FieldSpec
from wiki.editing.fields import with_field
from wiki.examples.read import GUIDANCE
from wiki.examples.taxonomy import WELFARE_AREAS, status_written
from wiki.markup import Namespace, PageName, frontmatter, normalise
from wiki.markup.kinds import kind_of
from wiki.municipalities.register import all_municipalities, by_name
from wiki.pages.facts import STAGES
from wiki.pages.models import Page

MOST_VALUES = 60  # of one field
STAGE_LABELS = {
    "ide": N_("Idea"),
    "pilot": N_("Pilot"),
    "inforande": N_("Gradual introduction"),
    "bredd": N_("Widely introduced"),
    "avslutat": N_("Ended"),
}

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Field:
    """A field of the form: what it is, what it holds, and (value, words) to choose from."""

    spec: FieldSpec
    values: tuple[str, ...]
    choices: Choices

    @property
    def name(self) -> str:
        """What it is called in the form, and its id."""
        return self.spec.name

    @property
    def was(self) -> str:
        """What the text said when the form was made, for the form to bring back."""
        return json.dumps(self.values, ensure_ascii=False)

    @property
    def value(self) -> str:
        """All that it holds as one text."""
        return "\n".join(self.values)


@dataclass(frozen=True)
class FieldForm:
    """The fields of a page. `is_readable` is false where the front matter must be changed by hand."""

    heading: str
    fields: list[Field]
    is_readable: bool = True


def field_form(name: PageName, text: str) -> FieldForm | None:
    """The form for the page `name` whose text is `text`; None for pages whose kind has no fields."""
    source = normalise(text)
    front = frontmatter.read(source)
    kind = kind_of(name, front.fields)
    if kind not in FIELDS_OF or (kind == "municipality" and name.parent):
        return None
    if front.broken or with_field(source, "prov", "prov prov") == source:
        return FieldForm(gettext(HEADINGS[kind]), [], is_readable=False)
    shown = [_field(spec, name, values_of(front.fields.get(spec.key))) for spec in FIELDS_OF[kind]]
    return FieldForm(gettext(HEADINGS[kind]), shown)


def with_fields(text: str, form: MultiDict[str, str]) -> str:
    """`text` with what was changed in the form in its front matter.

    What stands in the form as it was made is left to the text, which may have been changed by hand meanwhile.
    """
    for key, spec in BY_KEY.items():
        if spec.name not in form and f"was-{spec.name}" not in form:
            continue
        was = _was(form.get(f"was-{spec.name}", "[]"))
        asked = _fitting(spec, was)
        sent = _sent(asked, form.getlist(spec.name), max(MOST_VALUES, len(was)))
        if sent == was or (asked.control == "boxes" and set(sent) == set(was)):
            continue
        text = normalise(text)
        if asked.is_list:
            sent = _woven(asked, was, sent, values_of(frontmatter.read(text).fields.get(key)))
        text = with_field(text, key, (list(sent) if asked.is_list else sent[0]) if sent else None)
    return text


def _woven(spec: FieldSpec, was: tuple[str, ...], sent: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """What many-valued fields hold after the form, where the text says `now`: what was not touched keeps its place."""
    if spec.control != "boxes" and now == was:
        return sent  # the order is the writer's own; that of boxes is the page's
    kept = [value for value in now if value in sent or value not in was]
    return tuple(dict.fromkeys([*kept, *(value for value in sent if value not in was)]))


def values_of(value: object) -> tuple[str, ...]:
    """What a field holds, as the form shows it: one text for each value, without line breaks."""
    flat = value if isinstance(value, list) else [value]
    words = (inner for each in flat for inner in (each if isinstance(each, list) else [each]))
    return _tidy(str(word) for word in words if word is not None and not isinstance(word, (dict, list)))


def theme_choices(chosen: Iterable[str] = ()) -> Choices:
    """The themes that have a page, and those that were chosen though they have none."""
    return _with_chosen(_titles(Namespace.THEME), chosen)


def guidance_choices() -> Choices:
    """The pages that an example can belong to, by their full names."""
    return [(name.full, name.full) for space in Namespace if space in GUIDANCE for name in _names(space)]


def municipality_choices() -> Choices:
    """The municipalities by name."""
    return [(each.name, each.name) for each in all_municipalities()]


def _fitting(spec: FieldSpec, values: tuple[str, ...]) -> FieldSpec:
    """The field as it can be asked for, where the text says more of it than there is room for."""
    return replace(spec, control="lines", choices="") if len(values) > 1 and not spec.is_list else spec


def _field(spec: FieldSpec, name: PageName, values: tuple[str, ...]) -> Field:
    spec = _fitting(spec, values)
    choices = _choices(spec, name)
    if spec.control == "boxes":
        choices = _with_chosen(choices, values)
    elif spec.control == "choice":
        values = tuple(_as_written(spec, value, choices) for value in values)
        choices = _with_chosen(choices, values)
    return Field(spec, values, choices)


def _as_written(spec: FieldSpec, value: str, choices: Choices) -> str:
    """The value as the list of choices writes it, where it means one of them ("Pilot", "breddeinnført")."""
    if spec.key == "läge" and (status := status_written(value)):
        return status.written
    return next((choice for choice, _ in choices if choice.casefold() == value.casefold()), value)


def _choices(spec: FieldSpec, name: PageName) -> Choices:
    if spec.choices == "municipalities":
        own = by_name(name.base.title) if spec.control == "choice" else None
        return [(own.name, own.name)] if own else municipality_choices()
    made: Mapping[str, Any] = {
        "codes": lambda: [(each.code, f"{each.name} ({each.code})") for each in all_municipalities()],
        "statuses": lambda: [(written, gettext(STAGE_LABELS[stage])) for written, stage in STAGES.items()],
        "areas": lambda: [(area, area) for area in WELFARE_AREAS],
        "themes": lambda: _titles(Namespace.THEME),
        "tools": lambda: _titles(Namespace.TOOL),
        "cooperations": lambda: _titles(Namespace.COOPERATION),
        "guidance": guidance_choices,
    }
    found: Choices = made[spec.choices]() if spec.choices else []
    return found


def _with_chosen(choices: Choices, chosen: Iterable[str]) -> Choices:
    known = {value for value, _ in choices}
    return choices + [(value, value) for value in dict.fromkeys(chosen) if value not in known]


def _titles(namespace: Namespace) -> Choices:
    return [(name.title, name.title) for name in _names(namespace)]


def _names(namespace: Namespace) -> list[PageName]:
    wanted = select(Page.title).where(Page.namespace == namespace.value, Page.redirect_to.is_(None))
    return [PageName(namespace, title) for title in session().scalars(wanted.order_by(Page.sort_key))]


def _sent(spec: FieldSpec, values: Iterable[str], most: int) -> tuple[str, ...]:
    if spec.control == "lines":
        values = (line for value in values for line in value.splitlines())
    return _tidy(values)[:most]


def _was(text: str) -> tuple[str, ...]:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return _tidy(str(each) for each in loaded) if isinstance(loaded, list) else ()


def _tidy(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (" ".join(value.split()) for value in values))))
