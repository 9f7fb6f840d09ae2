"""A letter as it is sent: its contents in two forms, text and HTML, and the headers that mail programs act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import current_app, g

from wiki.accounts.models import User
from wiki.core import mail
from wiki.core.errors import N_, Unavailable
from wiki.core.i18n import LOCALES, gettext, ngettext, speaking
from wiki.core.settings import Settings
from wiki.digest.contents import Contents, contents_of
from wiki.digest.links import stop_link
from wiki.digest.models import Letter, Pace

TRYING_OUT = "http://127.0.0.1:8000"  # where links lead while letters are only files
CHOOSE = "/settings/letters"
NOTICES = "/notices"


class NoAddress(Unavailable):
    """Letters cannot be sent, because their links would lead nowhere."""

    msgid = N_("WIKI_BASE_URL must be set where there is a mail server: the links in letters begin with it.")


def compose(letter: Letter, user: User) -> mail.Letter | None:
    """What is to be sent to `user` now; None when there is nothing left to tell. Raises NoAddress."""
    with speaking_to(user):
        contents = contents_of(letter, user)
        return put_down(contents, user, letter.message_id) if contents else None


def put_down(contents: Contents, user: User, message_id: str = "") -> mail.Letter:
    """`contents` as a letter to `user`, in the language that is spoken now. Raises NoAddress."""
    settings: Settings = current_app.config["WIKI"]
    home = base_url(settings)
    stop = home + stop_link(user.id, contents.what)
    said = {
        "contents": contents,
        "user": user,
        "settings": settings,
        "home": home,
        "stop": stop,
        "choose": home + CHOOSE,
        "all_notices": home + NOTICES,
        "intro": _intro(contents, settings.site_name),
        "why": _why(contents, settings.site_name),
        "subject": contents.subject(settings.site_name),
        "language": g.wiki_locale,
    }
    environment = current_app.jinja_env
    return mail.Letter(
        to=user.email or "",
        subject=said["subject"],
        text=environment.get_template("digest/mail/letter.txt").render(said).strip() + "\n",
        html=environment.get_template("digest/mail/letter.html").render(said),
        message_id=message_id,
        headers={
            "List-Id": f"{settings.site_name} <letters.{urlsplit(home).hostname}>",  # RFC 2919
            "List-Unsubscribe": f"<{stop}>",  # RFC 2369
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Content-Language": g.wiki_locale,
        },
    )


def _intro(contents: Contents, site: str) -> str:
    if contents.pace is Pace.WEEKLY:
        return gettext("This has happened lately in what you watch on %(site)s.", site=site)
    if contents.pace is Pace.DAILY:
        return gettext("This has happened since yesterday in what you watch on %(site)s.", site=site)
    return ngettext(
        "This has just happened on %(site)s.", "These things have just happened on %(site)s.", contents.count, site=site
    )


def _why(contents: Contents, site: str) -> str:
    if contents.pace is Pace.WEEKLY:
        return gettext("You get this letter at most once a week because you have an account on %(site)s.", site=site)
    if contents.pace is Pace.DAILY:
        return gettext("You get this letter at most once a day because you chose so on %(site)s.", site=site)
    return gettext("You get this letter at once because it is meant for you, or you chose so, on %(site)s.", site=site)


def base_url(settings: Settings) -> str:
    """What links in letters begin with: nothing that a request could choose. Raises NoAddress."""
    if not settings.base_url and settings.smtp_host:
        raise NoAddress
    return (settings.base_url or TRYING_OUT).rstrip("/")


@contextmanager
def speaking_to(user: User) -> Iterator[None]:
    """Speak the language of `user`'s account, else the wiki's own, within."""
    with speaking(user.locale if user.locale in LOCALES else current_app.config["WIKI"].default_locale):
        yield
