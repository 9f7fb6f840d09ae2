"""Reasons: why a gardener did something, in a sentence that everybody can read."""

from wiki.core.errors import N_, Refusal
from wiki.markup import normalise
from wiki.pages.models import MAX_REASON


class BadReason(Refusal):
    """There is no reason, or it is too long."""

    status = 422
    msgid = N_("Write why, so that everybody understands it.")


def read_reason(written: str, *, needed: bool = True) -> str:
    """The reason on one line. Raises BadReason."""
    reason = " ".join(normalise(written).split())
    if needed and not reason:
        raise BadReason
    if len(reason) > MAX_REASON:
        raise BadReason(
            N_("The reason is too long: it has %(length)s characters, and %(limit)s is the most."),
            length=len(reason),
            limit=MAX_REASON,
        )
    return reason
