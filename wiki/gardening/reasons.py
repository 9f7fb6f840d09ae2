"""Reasons: why a gardener did something, in a sentence that everybody can read; and what was chosen to be hidden."""

from collections.abc import Collection, Sequence

from wiki.accounts.hidden import MAX_REASON
from wiki.core.errors import N_, Refusal
from wiki.markup import normalise


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


def read_choice(parts: Collection[str], possible: Sequence[str]) -> Sequence[str]:
    """Those of the parts that can be hidden which were chosen. Raises BadReason where there are none."""
    chosen = [part for part in possible if part in parts]
    if not chosen:
        raise BadReason(N_("Choose what is to be hidden."))
    return chosen
