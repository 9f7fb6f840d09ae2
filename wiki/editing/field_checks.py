"""What fields may hold: asked when a page is published, of changed fields only, so that odd old pages can be edited."""

from collections.abc import Mapping
from typing import Any

from wiki.accounts.faults import BadForm, Faults
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import sentence
from wiki.editing.field_catalogue import FIELDS_OF, FieldSpec, field_name
from wiki.editing.field_forms import values_of
from wiki.editing.field_values import CHECKS
from wiki.editing.front_checks import unreadable_fields
from wiki.examples.family import refuse_circle
from wiki.examples.read import pages_named
from wiki.examples.taxonomy import status_written
from wiki.markup import Namespace, PageName, frontmatter, normalise
from wiki.markup.kinds import SPOKEN_FOR, kind_of
from wiki.pages.facts import is_address

ONE = {"kommun", "läge", "period", "lärdom", "kommunkod", "sista dag", "löst"}  # fields of which only one value is read


class WrongFields(BadForm):
    """Some fields hold what they cannot hold; `faults` says which (by their names in the form), and why."""

    status = 422
    msgid = N_("Something in the fields has to be changed first. Your text is still here.")

    def __init__(self, faults: dict[str, Refusal]) -> None:
        super().__init__(faults)
        self.msgid, self.params = type(self).msgid, {}

    @property
    def sentences(self) -> dict[str, str]:
        """Why each of the fields will not do, by their names in the form, in the reader's language."""
        return {name: sentence(fault) for name, fault in self.faults.items()}


class UnreadableFields(WrongFields):
    """The fields cannot be read at all, so none of them can be named."""

    def __init__(self, why: Refusal) -> None:
        super().__init__({"fields": why})
        self.faults = {}
        self.msgid, self.params = why.msgid, why.params


def refuse_wrong_fields(name: PageName, source: str, before: str) -> None:
    """Raise WrongFields where `source`, which shall follow `before` on the page `name`, has a field that is wrong."""
    source = normalise(source)
    if unreadable := unreadable_fields(source, before):
        raise UnreadableFields(unreadable)
    front, old = frontmatter.read(source), frontmatter.read(before)
    faults = Faults()
    for key in front.repeated:
        if key not in old.repeated:
            with faults.at(field_name(key)):
                raise Refusal(N_("“%(field)s” stands more than once among the fields. Keep one."), field=key)
    for spec in FIELDS_OF.get(kind_of(name, front.fields), ()):
        if front.fields.get(spec.key) != old.fields.get(spec.key):
            with faults.at(spec.name):
                _refuse_wrong(spec, name, front.fields, old.fields)
    _refuse_of_kind(faults, name, front.fields, old.fields)
    try:
        faults.refuse_if_any()
    except BadForm as bad:
        raise WrongFields(bad.faults) from bad


def _refuse_wrong(spec: FieldSpec, name: PageName, fields: Mapping[str, Any], old: Mapping[str, Any]) -> None:
    """Refuse a field that was changed into what it cannot hold; values that it held before may stand."""
    _refuse_unreadable(spec, fields.get(spec.key))
    said, known = values_of(fields.get(spec.key)), values_of(old.get(spec.key))
    if spec.key in ONE and len(said) > 1:
        raise Refusal(
            N_("“%(field)s” can say one thing only. Choose one of: %(values)s"), field=spec.key, values=", ".join(said)
        )
    for value in said:
        if value not in known and spec.key in CHECKS:
            CHECKS[spec.key](value, name)


def _refuse_of_kind(faults: Faults, name: PageName, fields: Mapping[str, Any], old: Mapping[str, Any]) -> None:
    """Gather what is wrong in fields that the form does not show, or that depend on others."""
    kind = kind_of(name, fields)
    if fields.get("kontakt") != old.get("kontakt"):
        with faults.at("field-kontakt"):
            if kind in SPOKEN_FOR:
                _refuse_contact(fields.get("kontakt"))
            _refuse_address(fields.get("kontakt"))
    if kind == "example" and _ends(fields) and not (_ends(old) and not values_of(old.get("lärdom"))):
        with faults.at("field-lärdom"):
            _refuse_no_lesson(fields)
    if kind == "example" and fields.get("bygger på") != old.get("bygger på"):
        with faults.at("field-bygger-på"):
            for parent in pages_named(fields.get("bygger på"), Namespace.MUNICIPALITY):
                refuse_circle(name, parent)


def _refuse_contact(value: object) -> None:
    """The text of a page is open to all, and whom to ask at a municipality is for those who are signed in."""
    if values_of(value):
        raise Refusal(
            N_(
                "Leave out “kontakt”, which everybody could read here. Whom to ask has a place of its own on the page, "
                "under “Whom you can ask”, which only those who are logged in see."
            )
        )


def _refuse_address(value: object) -> None:
    """Whom to ask is a role here; how to reach them has a place of its own, which not everybody sees."""
    if any(is_address(said) for said in values_of(value)):
        raise Refusal(
            N_(
                "Under “kontakt” stands a role, such as “development manager”, which everybody sees, and neither "
                "addresses nor numbers."
            )
        )


def _ends(fields: Mapping[str, Any]) -> bool:
    said = values_of(fields.get("läge"))
    status = status_written(said[0]) if said else None
    return status is not None and status.key == "avslutat"


def _refuse_no_lesson(fields: Mapping[str, Any]) -> None:
    if not values_of(fields.get("lärdom")):
        raise Refusal(N_("What has ended may still teach others. Write one lesson from it."))


def _refuse_unreadable(spec: FieldSpec, value: object) -> None:
    each = value if isinstance(value, list) else [value]
    if any(isinstance(one, dict) for one in each):
        raise Refusal(N_("Only words can stand in “%(field)s”, without colon and braces."), field=spec.key)
