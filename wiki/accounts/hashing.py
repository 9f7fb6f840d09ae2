"""Passwords as they are kept, and which ones are good enough."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wiki.accounts.models import User
from wiki.core.errors import N_, Refusal

SHORTEST = 10
LONGEST = 200

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with the least that OWASP's Password Storage Cheat Sheet asks for: what costs an attacker time costs our
own server the same, and a page view shares the machine with it."""

COMMON = frozenset(
    """
    password passwrd psswrd passwort passord lösenord losenord hemligt hemligheten secret letmein welcome
    qwerty qwertyuiop qwertyui asdfghjkl zxcvbnm qazwsx qazwsxedc abcdef abcdefgh abcdefghij admin administrator
    sommar sommer summer vinter winter vår våren høst höst autumn spring januari februari mars april maj juni juli
    augusti september oktober november december måndag tisdag onsdag torsdag fredag lördag söndag
    kommun kommunen kommune kommunal sverige norge sweden norway stockholm göteborg goteborg malmö malmo oslo bergen
    iloveyou jagälskardig jegelskerdeg princess sunshine monkey dragon football fotboll fotball hammarby djurgården
    välkommen velkommen changeme default temporary test testing testtest demo user användare wiki mittköping mittkoping
    """.split()  # noqa: SIM905  # a list this long reads better as text
)
"""Words that the most used passwords are made of; digits and signs around them make them no better."""


class WeakPassword(Refusal):
    """The password would be guessed too easily."""


def digest(password: str) -> str:
    """`password` as it is kept: salted and slow to guess."""
    return HASHER.hash(_tidy(password))


def matches(user: User | None, password: str) -> bool:
    """Whether `password` is the one of `user`. Takes the same time when there is no such user."""
    kept = user.password_hash if user and user.password_hash else None
    try:
        right = HASHER.verify(kept or _nobodys(), _tidy(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def is_outdated(user: User) -> bool:
    """Whether the password was kept with other costs than those of today."""
    return user.password_hash is not None and HASHER.check_needs_rehash(user.password_hash)


def check_password(password: str, *known: str) -> None:
    """Refuse a password that is short, common, or made of what everybody knows (`known`: name, address, the wiki).

    No rules about capitals, digits and signs: they make passwords worse (NIST SP 800-63B, 5.1.1.2).
    Raises WeakPassword.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(
            N_("Use at least %(count)s characters. A few words together are easy to remember."), count=SHORTEST
        )
    if len(password) > LONGEST:
        raise WeakPassword(N_("Use at most %(count)s characters."), count=LONGEST)
    core = _letters(password)
    if len(set(password)) < 4 or core in COMMON or (not core and _is_run(password)):
        raise WeakPassword(N_("That password is one of the first that is guessed. Choose another."))
    if core and core in {_letters(part) for text in known for part in (text, text.partition("@")[0])}:
        raise WeakPassword(
            N_("The password is made of your name, your address or the name of the wiki. Choose another.")
        )


def _tidy(password: str) -> str:
    """One spelling of the same password, whichever keyboard it was written on (NIST SP 800-63B asks for NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text.casefold())


def _is_run(digits: str) -> bool:
    """Whether it only counts: "1234567890", "9876543210", "1212121212"."""
    numbers = [ord(digit) for digit in digits]
    steps = {abs(after - before) for before, after in pairwise(numbers)}
    return len(steps - {9}) <= 1


@cache
def _nobodys() -> str:
    return HASHER.hash("nobody has this password")
