"""Settings: one frozen object, read once from the environment; every field is a setting `WIKI_<FIELD>`."""

import dataclasses
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from wiki.core.errors import Refusal


class BadSetting(Refusal):
    """A setting holds something it cannot mean."""

    status = 500


def setting(default: Any, sentence: str) -> Any:
    """A field with its default and the sentence that explains it (the README lists these)."""
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Settings:
    """What an operator can choose. Types are `str`, `int`, `bool`, `Path` or a tuple of words."""

    data: Path = setting(  # noqa: RUF009 - a Path does not change
        Path("instance"), "Folder that holds everything the wiki stores: database, index, secret key, mail."
    )
    database_url: str = setting(
        "", "Database address; empty means SQLite in the data folder. PostgreSQL: postgresql://…"
    )
    site_name: str = setting(
        "Mittköping",
        "Name of the wiki, in the header, in titles and in mail; `wiki rebuild` renews it in texts (`{{SITENAME}}`).",
    )
    base_url: str = setting("", "Public address of the wiki, used in mail; needed where there is a mail server.")
    default_locale: str = setting("sv", "Language for readers whose browser asks for none of ours: sv, nb or en.")
    registration: str = setting("open", "open: anyone may register; closed: only an administrator makes accounts.")
    mail_domains: tuple[str, ...] = setting(
        (), "E-mail domains that may register, separated by spaces; empty means all."
    )
    reading: str = setting("public", "public: everyone may read; members: only those who are signed in.")
    licence: str = setting("CC0 1.0", "Licence of the text, shown on every page and before publishing.")
    licence_url: str = setting("https://creativecommons.org/publicdomain/zero/1.0/", "Where the licence can be read.")
    smtp_host: str = setting("", "Mail server; empty means that mail is written to files in the data folder.")
    smtp_port: int = setting(587, "Port of the mail server.")
    smtp_user: str = setting("", "User name at the mail server; empty means none is needed.")
    smtp_password: str = setting("", "Password at the mail server.")
    smtp_security: str = setting("starttls", "starttls, tls or none.")
    mail_from: str = setting("wiki@localhost", "Sender of the wiki's mail.")
    session_days: int = setting(30, "Days that somebody stays signed in without visiting.")
    secure_cookies: bool = setting(
        False, "Send the cookie over HTTPS only; switch on when the wiki stands behind HTTPS."
    )
    proxies: int = setting(
        0, "Number of reverse proxies in front of the wiki, whose X-Forwarded-* headers are trusted."
    )
    max_page_kilobytes: int = setting(500, "Largest size of a page's source, in kilobytes.")
    max_file_megabytes: int = setting(20, "Largest size of a picture or a document that is put in, in megabytes.")
    s3_bucket: str = setting(
        "", "Bucket of an S3-compatible storage for files; empty means that they lie in the data folder."
    )
    s3_endpoint: str = setting("", "Address of that storage; empty means Amazon's own.")
    s3_region: str = setting("", "Region of that storage, where it has any.")
    s3_access_key: str = setting("", "Access key of that storage; empty means that the machine has its rights.")
    s3_secret_key: str = setting("", "Secret key of that storage.")
    check_links: bool = setting(
        False, "Ask the addresses that pages link to, once a month and gently, whether they still answer."
    )
    search: str = setting(
        "whoosh", "whoosh: the search index is in the data folder; postgres: in the database, which must be PostgreSQL."
    )

    backup_folder: str = setting(
        "", "Folder for a backup every night, best on another disk; empty means that none are made by themselves."
    )
    backup_hour: int = setting(3, "Hour of those backups, by the clock in Sweden.")
    backup_keep: str = setting(
        "7 daily, 4 weekly, 12 monthly", "Which of those backups are kept: of the last days, weeks, months, years."
    )

    @property
    def database(self) -> str:
        """The database address with the driver SQLAlchemy shall use."""
        url = self.database_url or f"sqlite:///{self.data.resolve() / 'wiki.sqlite'}"
        for prefix in ("postgresql://", "postgres://"):
            if url.startswith(prefix):
                return "postgresql+psycopg://" + url.removeprefix(prefix)
        return url

    @property
    def index_folder(self) -> Path:
        """Where the search index is kept."""
        return self.data / "index"

    @property
    def registration_open(self) -> bool:
        """Whether a visitor may make an account."""
        return self.registration == "open"

    @property
    def members_only(self) -> bool:
        """Whether reading needs an account."""
        return self.reading == "members"


CHOICES = {
    "registration": ("open", "closed"),
    "reading": ("public", "members"),
    "smtp_security": ("starttls", "tls", "none"),
    "default_locale": ("sv", "nb", "en"),
    "search": ("whoosh", "postgres"),
}
RANGES = {
    "backup_hour": (0, 23),
    "smtp_port": (1, 65535),
    "session_days": (1, 3650),
    "proxies": (0, 10),
    "max_page_kilobytes": (1, 10_000),  # a form may hold 16 MB
    "max_file_megabytes": (1, 200),  # a file is held in memory while it is looked at
}

_COUNT = r"\d{1,3} (?:daily|weekly|monthly|yearly)"
KEEP = re.compile(rf"{_COUNT}(?:, *{_COUNT})*")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environment` (the process's own by default) gives.

    Raises BadSetting when a value cannot be read as the type of its field, or cannot mean what the field is for.
    """
    environment = os.environ if environment is None else environment
    types = get_type_hints(Settings)
    chosen: dict[str, Any] = {}
    for each in dataclasses.fields(Settings):
        text = environment.get(_variable(each.name))
        if text is not None:
            chosen[each.name] = _read(each.name, types[each.name], text.strip())
    settings = Settings(**chosen)
    if settings.search == "postgres" and not settings.database.startswith("postgresql"):
        raise BadSetting("WIKI_SEARCH=postgres needs a PostgreSQL database: set WIKI_DATABASE_URL too.")
    return settings


def unknown_settings(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each variable that looks like a setting and is none, because a slip would go unnoticed."""
    known = [_variable(each.name) for each in dataclasses.fields(Settings)]
    found = []
    for name in sorted(set(environment) - set(known)):
        if name.startswith("WIKI_") and not name.startswith(("WIKI_TEST_", "WIKI_REQUIRE_")):  # those are for the tests
            near = get_close_matches(name, known, 1, 0.8)
            found.append(f"{name} is not a setting." + (f" Is it {near[0]} that you mean?" if near else ""))
    return found


def _variable(name: str) -> str:
    return f"WIKI_{name.upper()}"


def _read(name: str, kind: Any, text: str) -> Any:
    if name in CHOICES and text not in CHOICES[name]:
        raise BadSetting(f"{_variable(name)} must be one of {', '.join(CHOICES[name])}, not {text!r}.")
    if kind is bool:
        if text.lower() not in {"1", "0", "yes", "no", "true", "false"}:
            raise BadSetting(f"{_variable(name)} must be yes or no, not {text!r}.")
        return text.lower() in {"1", "yes", "true"}
    if kind is int:
        least, most = RANGES[name]
        if not text.isdecimal() or len(text) > 9 or not least <= int(text) <= most:
            raise BadSetting(f"{_variable(name)} must be a whole number from {least} to {most}, not {text!r}.")
        return int(text)
    if kind is Path:
        return Path(text)
    if kind is str:
        _check(name, text)
        return text
    return tuple(word.lstrip("@") for word in text.replace(",", " ").lower().split() if word.strip("@"))


def _check(name: str, text: str) -> None:
    """Raises BadSetting when `text` is not the address that the setting asks for."""
    if name == "database_url" and text and not _is_database(text):  # not shown: it may hold a password
        raise BadSetting("WIKI_DATABASE_URL must be an address such as postgresql://user@host/name, or empty.")
    if name == "base_url" and text and not (_is_web(text) and urlsplit(text)[2:] in {("", "", ""), ("/", "", "")}):
        raise BadSetting(f"WIKI_BASE_URL must be an address such as https://wiki.example.se, not {text!r}.")
    if name == "s3_endpoint" and text and not _is_web(text):
        raise BadSetting(f"WIKI_S3_ENDPOINT must be an address such as https://s3.example.se, not {text!r}.")
    if name == "licence_url" and not _is_web(text):
        raise BadSetting(f"WIKI_LICENCE_URL must be an address such as https://example.se/licence, not {text!r}.")
    if name == "mail_from" and not _is_sender(text):
        raise BadSetting(f"WIKI_MAIL_FROM must be an e-mail address, such as wiki@example.se, not {text!r}.")

    if name == "backup_keep" and not KEEP.fullmatch(text):
        raise BadSetting(f"WIKI_BACKUP_KEEP must be such as '7 daily, 4 weekly, 12 monthly', not {text!r}.")


def _is_database(text: str) -> bool:
    try:
        return make_url(text).drivername in {"postgresql", "postgres", "postgresql+psycopg", "sqlite"}
    except (ArgumentError, ValueError):
        return False


def _is_web(text: str) -> bool:
    """Whether `text` is an address that a browser can open. What may stand in a host: RFC 3986, 3.2.2."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    odd = set(text) & set(' \t\r\n\\<>"') or "@" in parts.netloc or set(host) & set(",;!$&'()*+=")
    return parts.scheme in {"http", "https"} and bool(host) and port != 0 and not odd


def _is_sender(text: str) -> bool:
    """Whether `text` is an e-mail address, or a name with one in angle brackets."""
    address = parseaddr(text)[1]
    try:
        found = Address(addr_spec=address)
    except (ValueError, IndexError):
        return False
    written = text == address or text.endswith(f"<{address}>")
    return bool(found.username and found.domain) and written and text.count("@") == 1 and text.isprintable()


def secret_key(folder: Path) -> str:
    """The key that signs sessions and mailed links, made on first use and readable by its owner only.

    Raises BadSetting where it cannot be read or made.
    """
    path = folder / "secret_key"
    try:
        with suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_hex(32))
        return path.read_text().strip()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadSetting("%(path)s cannot be used: %(reason)s.", path=path, reason=reason) from error
