"""Why a gardener does something: a sentence that everybody can read, and that no act goes without."""

from wiki.core.errors import N_, Refusal
from wiki.markup import normalise

MOST = 500  # characters


class NoReason(Refusal):
    """Nobody would understand it."""

    status = 422
    msgid = N_("Write why, so that everybody understands it.")


def read_reason(written: str) -> str:
    """The reason on one line. Raises NoReason."""
    reason = " ".join(normalise(written).split())
    if not reason:
        raise NoReason
    if len(reason) > MOST:
        raise NoReason(N_("The reason is too long: at most %(limit)s characters."), limit=MOST)
    return reason
