"""Whom the names of the other wiki stand for here.

Whoever has no account gets one that nobody can sign in to. A name under which somebody can sign in here is not given
to a stranger's words, unless the operator says that equal names are the same people. All who wrote without an account
are one, "Anonym": their addresses are personal data, and stay with the originals, where only administrators see them.
"""

import re
from collections.abc import Callable

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.names import key, user_name
from wiki.accounts.register import make_user
from wiki.core.db import session, transaction
from wiki.core.errors import Refusal
from wiki.mediawiki.models import OldUser
from wiki.mediawiki.notes import OTHER_NAME, OTHER_PERSON, Note, notice
from wiki.mediawiki.parts import Contributor

ANONYMOUS = "Anonym"
NO_NAME = "Okänd"  # where nothing of a name can be used
_ADDRESS = re.compile(r"\d{1,3}(\.[\dx]{1,3}){3}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}")
_UNUSABLE = re.compile(r"[/#<>\[\]|{}@\\]+")


class Authors:
    """The accounts of those who wrote in one wiki; each question after the first costs nothing."""

    def __init__(self, wiki_id: int, site: str, *, same_people: bool, dry_run: bool) -> None:
        self._wiki_id, self._site, self._same_people, self._dry_run = wiki_id, site or "MediaWiki", same_people, dry_run
        self._known: dict[str, int] = {}
        self.made = 0
        self._called: dict[str, str] = {}  # of a dry run: names that are called otherwise
        if wiki_id:
            rows = session().execute(select(OldUser.name, OldUser.user_id).where(OldUser.wiki_id == wiki_id))
            self._known = {row.name: row.user_id for row in rows}

    def number(self, contributor: Contributor | None) -> int | None:
        """The number of the account; None where the other wiki hides who it was. Not within a transaction."""
        if contributor is None:
            return None
        name = contributor.name.rpartition(">")[2].replace("_", " ").strip()[:255]  # "imported>Ek" was taken in there
        if name not in self._known:
            self._known[name] = self._decide(name)
        return self._known[name]

    def __call__(self, name: str | None) -> User:
        """The account of somebody named in a signature; of nobody, the one of all who have none."""
        named = "" if name is None or _ADDRESS.fullmatch(name) else name
        return session().get_one(User, self.number(Contributor(named)))

    def notes(self) -> list[Note]:
        """Of those who are called otherwise here, however long ago that was decided."""
        called = self._called
        if self._wiki_id and not self._dry_run:
            decided = select(OldUser.name, User.name).join(User, User.id == OldUser.user_id)
            called = dict([*session().execute(decided.where(OldUser.wiki_id == self._wiki_id))])
        return [
            notice(OTHER_NAME if key(new) == key(usable(old)) else OTHER_PERSON, old=old, new=new)
            for old, new in sorted(called.items())
            if old and old != new
        ]

    def _decide(self, name: str) -> int:
        """Choose the account, and remember it."""
        wanted = usable(name) if name else ANONYMOUS
        there = _account(wanted)
        is_theirs = there is None or not _can_sign_in(there) or (self._same_people and bool(name))
        called = wanted if is_theirs else self._free(wanted)
        if self._dry_run:
            self._called[name] = called
            self.made += _account(called) is None
            return 0
        with transaction() as current:
            account = _account(called)
            if account is None:
                account = make_user(called)
                self.made += 1
            if name:
                current.merge(OldUser(wiki_id=self._wiki_id, name=name, user_id=account.id))
        return account.id

    def _free(self, wanted: str) -> str:
        """A name like `wanted` under which nobody can sign in."""
        return _first_free(f"{wanted[:50]} ({usable(self._site)[:20]})", lambda each: not _is_somebodys(each))


def usable(name: str) -> str:
    """`name` as an account can be called here."""
    for attempt in (name, " ".join(_UNUSABLE.sub(" ", name).split())[:60], f"{NO_NAME} {name[:1]}", NO_NAME):
        try:
            return user_name(attempt)
        except Refusal:
            continue
    return NO_NAME


def _first_free(wanted: str, is_free: Callable[[str], bool]) -> str:
    name, count = wanted, 1
    while not is_free(name):
        count += 1
        name = f"{wanted} {count}"
    return name


def _account(name: str) -> User | None:
    return session().scalar(select(User).where(User.name_key == key(name)))


def _is_somebodys(name: str) -> bool:
    found = _account(name)
    return found is not None and _can_sign_in(found)


def _can_sign_in(user: User) -> bool:
    return user.email is not None or user.password_hash is not None
