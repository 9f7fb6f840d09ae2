"""Settings: one frozen object, read once from the environment; every field is a setting `WIKI_<FIELD>`."""

import dataclasses
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

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
    site_name: str = setting("Mittköping", "Name of the wiki, in the header, in titles and in mail.")
    base_url: str = setting("", "Public address of the wiki, used in mail; empty means the address of the request.")
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
}


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environment` (the process's own by default) gives.

    Raises BadSetting when a value cannot be read as the type of its field.
    """
    environment = os.environ if environment is None else environment
    types = get_type_hints(Settings)
    chosen: dict[str, Any] = {}
    for each in dataclasses.fields(Settings):
        text = environment.get(f"WIKI_{each.name.upper()}")
        if text is not None:
            chosen[each.name] = _read(each.name, types[each.name], text)
    return Settings(**chosen)


def _read(name: str, kind: Any, text: str) -> Any:
    text = text.strip()
    if name in CHOICES and text not in CHOICES[name]:
        raise BadSetting(f"WIKI_{name.upper()} must be one of {', '.join(CHOICES[name])}, not {text!r}.")
    if kind is bool:
        if text.lower() not in {"1", "0", "yes", "no", "true", "false"}:
            raise BadSetting(f"WIKI_{name.upper()} must be yes or no, not {text!r}.")
        return text.lower() in {"1", "yes", "true"}
    if kind is int:
        if not text.isdecimal():
            raise BadSetting(f"WIKI_{name.upper()} must be a whole number, not {text!r}.")
        return int(text)
    if kind is Path:
        return Path(text)
    if kind is str:
        return text
    return tuple(text.replace(",", " ").lower().split())


def secret_key(folder: Path) -> str:
    """The key that signs sessions and mailed links, made on first use and readable by its owner only."""
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()
