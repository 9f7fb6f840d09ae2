"""How long something lasts that a gardener decides: what can be chosen in a form, and until when that is."""

from datetime import datetime, time, timedelta

from wiki.core.clock import TIME_ZONE, local, now
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, long_datetime

SPANS = {
    "day": (N_("A day"), timedelta(days=1)),
    "week": (N_("A week"), timedelta(days=7)),
    "month": (N_("A month"), timedelta(days=30)),
}
NEVER, DATE = "never", "date"
FARTHEST = timedelta(days=3660)


class BadSpan(Refusal):
    """Nothing can last so."""

    status = 422
    msgid = N_("Choose how long it shall last.")


def span_choices(until: datetime | None = None) -> list[tuple[str, str]]:
    """What can be chosen, as (value, words); first the moment `until` where there is one to stay with."""
    stay = [(until.isoformat(), gettext("Until %(when)s", when=long_datetime(until)))] if until else []
    spans = [(key, gettext(words)) for key, (words, _span) in SPANS.items()]
    return [*stay, *spans, (DATE, gettext("Until a date")), (NEVER, gettext("Until somebody ends it"))]


def read_until(chosen: str, date: str) -> datetime | None:
    """Until when what was chosen lasts; None for without an end. Raises BadSpan."""
    if chosen == NEVER:
        return None
    if chosen in SPANS:
        return now() + SPANS[chosen][1]
    until = _end_of(date) if chosen == DATE else _moment(chosen)
    if until <= now():
        raise BadSpan(N_("Choose a date that is still to come."))
    if until > now() + FARTHEST:
        raise BadSpan(N_("That is too far away. Choose a nearer date, or that it lasts until somebody ends it."))
    return until


def _end_of(date: str) -> datetime:
    """The last minute of a day, on the wall."""
    try:
        day = datetime.strptime(date.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day on the wall, made aware below
    except ValueError:
        raise BadSpan(N_("Write the date as year-month-day, such as %(example)s."), example=_example()) from None
    return datetime.combine(day, time(23, 59), TIME_ZONE)


def _example() -> str:
    return f"{local(now()) + timedelta(days=14):%Y-%m-%d}"


def _moment(chosen: str) -> datetime:
    try:
        moment = datetime.fromisoformat(chosen)
    except ValueError:
        raise BadSpan from None
    if moment.tzinfo is None:
        raise BadSpan
    return moment
