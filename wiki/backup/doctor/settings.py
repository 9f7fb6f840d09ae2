"""Settings that go badly with each other, or are none."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from wiki.backup.doctor.finding import Finding, note
from wiki.core.settings import Settings, unknown_settings


def look_at_settings(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """What is the matter with the settings."""
    for sentence in unknown_settings(environment):
        yield Finding(sentence, "Change or take away that variable where the wiki is started.")
    if settings.smtp_host and not settings.base_url:
        yield Finding(
            "WIKI_BASE_URL is not set, though there is a mail server: the links in letters begin with it.",
            "Set it to the address that people use, such as https://wiki.example.se.",
        )
    if not settings.smtp_host and settings.registration_open:
        words = "There is no mail server, so nobody gets the letter that confirms an account: letters become files."
        mend = "Set WIKI_SMTP_HOST, or WIKI_REGISTRATION=closed and make accounts with `wiki user add`."
        yield Finding(words, mend) if settings.members_only else note(words, mend)
    if settings.smtp_host and settings.mail_from.endswith("@localhost"):
        yield Finding("Letters are sent from wiki@localhost, which few mail servers take.", "Set WIKI_MAIL_FROM.")
    if settings.base_url.startswith("https:") and not settings.secure_cookies:
        yield Finding(
            "The wiki stands behind HTTPS, but its cookie is sent without it too.", "Set WIKI_SECURE_COOKIES=yes."
        )
    if settings.base_url.startswith("https:") and not settings.proxies:
        yield Finding(
            "The wiki stands behind HTTPS, but trusts no proxy, so all visitors have the address of the proxy.",
            "Set WIKI_PROXIES=1, or the number of proxies in front of it.",
        )
    yield from _look_at_backup_settings(settings)


def _look_at_backup_settings(settings: Settings) -> Iterator[Finding]:
    if not settings.backup_folder:
        yield note(
            "No backups are made by themselves.",
            "Set WIKI_BACKUP_FOLDER, unless something else runs `wiki backup` or backs up the machine.",
        )
    elif Path(settings.backup_folder).resolve().is_relative_to(settings.data.resolve()):
        yield Finding(
            "The backups lie in the data folder, and would be lost together with it.",
            "Set WIKI_BACKUP_FOLDER to a folder on another disk.",
        )
