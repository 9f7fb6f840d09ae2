"""Asking whether somebody may do something with a certain page: by their role, and by what protects it."""

from flask_login import current_user

from wiki.accounts.models import Role
from wiki.accounts.permissions import Person, allowed, require, role_of
from wiki.core.errors import N_, Forbidden, Refusal, SignInNeeded
from wiki.core.i18n import gettext, long_datetime, sentence
from wiki.markup import PageName
from wiki.protection.guard import Guard
from wiki.protection.queries import guard_of

ACT_OF = {  # rights of the table in wiki/accounts/permissions.py, and what protects against their use
    "edit": "edit",
    "undo": "edit",
    "restore": "edit",
    "upload": "edit",
    "delete": "edit",
    "merge": "edit",
    "move": "move",
    "create": "create",
    "undelete": "create",
    "discuss": "discuss",
}
WHO = {Role.GARDENER: N_("gardeners"), Role.ADMINISTRATOR: N_("administrators")}
ONLY = {
    "edit": N_("This page is protected: only %(who)s can change it."),
    "move": N_("This page is protected: only %(who)s can move it."),
    "create": N_("This name is protected: only %(who)s can create a page with it."),
    "discuss": N_("This discussion is protected: only %(who)s can write in it."),
}
ONLY_WITH = {
    "edit": N_("This page is protected together with “%(page)s”, which shows it: only %(who)s can change it."),
    "move": N_("This page is protected together with “%(page)s”, which shows it: only %(who)s can move it."),
    "create": N_("This name is protected together with “%(page)s”, which asks for it: only %(who)s can create it."),
}
HELP = {
    "edit": N_("Write in its discussion what you would like to change, and they can help you."),
    "move": N_("Write in its discussion what it should be called, and they can help you."),
    "create": N_("Ask one of them if you think that the page is needed."),
    "discuss": N_("Ask one of them if there is something that you need to say."),
}


class Protected(Forbidden):
    """The page is protected; `guard` says how, for how long and why, and `act` against what."""

    def __init__(self, guard: Guard, act: str) -> None:
        super().__init__("%(text)s", text=sentence_about(guard, act))
        self.guard = guard
        self.act = act


def require_on(person: Person, action: str, name: PageName) -> None:
    """Let only those through who may do `action` with the page `name`, which need not exist.

    Raises the refusals of `require`, and Protected.
    """
    require(person, action, on=name)
    act = ACT_OF.get(action)
    if act is None or role_of(person) is Role.ADMINISTRATOR:
        return
    guard = guard_of(name)
    if guard and stops(person, act, guard):
        raise Protected(guard, act)


def refused(person: Person, action: str, name: PageName) -> Refusal | None:
    """Why `person` may not do `action` with the page `name`; None where they may."""
    try:
        require_on(person, action, name)
    except Refusal as refusal:
        return refusal
    return None


def why_not(action: str, name: PageName) -> str:
    """Why whoever made the present request may not do `action` with the page `name`; empty where they may.

    Whoever is not signed in is told what an account would not change.
    """
    refusal = refused(current_user, action, name)
    if isinstance(refusal, SignInNeeded):
        guard = guard_of(name)
        act = ACT_OF[action]
        return sentence_about(guard, act) if guard and stops(current_user, act, guard) else ""
    return sentence(refusal) if refusal else ""


def allowed_on(person: Person, action: str, name: PageName) -> bool:
    """Whether the role of `person` lets them do `action` with the page `name`."""
    if not allowed(person, action):
        return False
    guard = guard_of(name) if action in ACT_OF else None
    return guard is None or not stops(person, ACT_OF[action], guard)


def stops(person: Person, act: str, guard: Guard | None) -> bool:
    """Whether `guard` keeps `person` from `act`. Whoever is not signed in is asked as the member they may be."""
    return guard is not None and max(role_of(person), Role.MEMBER) < guard.level(act)


def sentence_about(guard: Guard, act: str) -> str:
    """Who may still do `act`, until when, why, who can help, and through which page, in the reader's language."""
    protection = guard.decisive(act)
    assert protection is not None
    who = gettext(WHO[guard.level(act)])
    if guard.is_passed_on(act):
        parts = [gettext(ONLY_WITH[act], who=who, page=protection.name.full)]
    else:
        parts = [gettext(ONLY[act], who=who)]
    if protection.until:
        parts.append(gettext("The protection ends on %(when)s.", when=long_datetime(protection.until)))
    if protection.reason:
        parts.append(gettext("Reason: %(reason)s.", reason=protection.reason.rstrip(" .")))
    parts.append(gettext(HELP[act]))
    return " ".join(parts)
