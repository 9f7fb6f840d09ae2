"""Languages: which one a reader gets, and how texts, dates and numbers look in it.

Source texts are English sentences in the code and the templates. Each feature keeps its translations beside those
of the others, `translations/<locale>/<feature>.po`; they are read when the wiki starts, so there is nothing to
compile and nothing to forget.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_login import current_user
from jinja2 import pass_context
from jinja2.runtime import Context
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from wiki.core.clock import local, now
from wiki.core.errors import Refusal

LOCALES = {"sv": "Svenska", "nb": "Norsk bokmål", "en": "English"}
FIRST_PARTED = 1000  # smaller numbers look the same in all our languages
FOLDER = Path(__file__).parent.parent / "translations"


@lru_cache
def translations(locale: str) -> NullTranslations:
    """All texts of `locale`; English, being the source, has none."""
    found: NullTranslations = NullTranslations()
    for path in sorted((FOLDER / locale).glob("*.po")):
        with path.open("rb") as file, BytesIO() as compiled:
            write_mo(compiled, read_po(file, locale=locale))
            compiled.seek(0)
            one = Translations(compiled)
        if isinstance(found, Translations):
            found.merge(one)
        else:
            found = one
    return found


def locale() -> str:
    """The language of the present reader: what they chose, else what their browser asks for, else the wiki's own."""
    try:
        return str(g.wiki_locale)
    except AttributeError:
        if has_request_context():
            # without a cookie nobody is signed in, and nobody need be asked for
            is_known = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
            return choose_locale(getattr(current_user, "locale", None) if is_known else None)
        return str(current_app.config["WIKI"].default_locale)
    except RuntimeError:  # no wiki at all
        return "sv"


def choose_locale(of_account: str | None) -> str:
    """Choose the language for this request, where the reader's account says `of_account`."""
    asked = request.headers.get("Accept-Language", "")
    g.wiki_locale = locale_of(session.get("locale"), of_account, asked, current_app.config["WIKI"].default_locale)
    return str(g.wiki_locale)


def locale_of(of_browser: str | None, of_account: str | None, accept_language: str, default: str) -> str:
    """The language of whoever has chosen `of_browser` here, and another in their account, and asks for some."""
    chosen = (of_browser, of_account, wanted_locale(accept_language))
    return next((each for each in chosen if each in LOCALES), default)


@lru_cache(maxsize=1000)
def wanted_locale(accept_language: str) -> str:
    """The first of our languages that a browser asks for in its header Accept-Language; "" when it asks for none."""
    for wanted, _quality in parse_accept_header(accept_language, LanguageAccept):
        code = wanted.lower().replace("_", "-").split("-")[0]
        code = {"no": "nb", "nn": "nb"}.get(code, code)
        if code in LOCALES:
            return code
    return ""


def speak(code: str) -> None:
    """Use the language `code` for the rest of this request or command (mail is written in its reader's language)."""
    g.wiki_locale = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use the language `code` within."""
    before = g.pop("wiki_locale", None)
    speak(code)
    try:
        yield
    finally:
        g.pop("wiki_locale", None)
        if before:
            speak(before)


def gettext(msgid: str, **params: object) -> str:
    """`msgid` in the present reader's language, with `params` filled in."""
    found = translations(locale()).gettext(msgid)
    return found % params if params else found


def ngettext(singular: str, plural: str, num: int, **params: object) -> str:
    """The form of a sentence that goes with the number `num`, which it says as `number` does."""
    return translations(locale()).ngettext(singular, plural, num) % {"num": number(num), **params}


def sentence(refusal: Refusal) -> str:
    """What a refusal says to the present reader."""
    return gettext(refusal.msgid, **refusal.params)


def long_datetime(moment: datetime) -> str:
    """A moment as “5 oktober 2017 kl. 21.58”, or the form that the reader's language has for it."""
    clock = local(moment)
    if locale() == "en":
        return f"{long_date(moment)} at {clock:%H:%M}"
    return f"{long_date(moment)} kl. {clock:%H.%M}"


def long_date(moment: datetime) -> str:
    """A day as “5 oktober 2017”."""
    patterns = {"sv": "d MMMM y", "nb": "d. MMMM y", "en": "d MMMM y"}
    return format_date(local(moment), patterns[locale()], locale=locale())


def month(moment: datetime) -> str:
    """A month as “November 2026”, a heading over a list by time."""
    text = month_said(moment)
    return text[:1].upper() + text[1:]


def month_said(moment: datetime) -> str:
    """A month within what is said, as “november 2026” where months have small letters."""
    return format_date(local(moment), "LLLL y", locale=locale())


def clock_time(moment: datetime) -> str:
    """The time of day as “21.58”."""
    return f"{local(moment):%H:%M}" if locale() == "en" else f"{local(moment):%H.%M}"


def ago(moment: datetime) -> str:
    """How long ago a moment was, as “för 2 dagar sedan”."""
    difference = min(moment - now(), timedelta(0))
    if timedelta(seconds=45) <= -difference < timedelta(seconds=90):
        return gettext("a minute ago")
    return format_timedelta(difference, add_direction=True, locale=locale(), threshold=1.2)


def number(value: float) -> str:
    """`value` with the thousands and decimals of the reader's language."""
    return str(value) if isinstance(value, int) and abs(value) < FIRST_PARTED else _parted(value, locale())


@lru_cache(maxsize=2048)  # a list says the same large numbers again and again
def _parted(value: float, language: str) -> str:
    return format_decimal(value, locale=language)


def init_i18n(app: Flask) -> None:
    """Teach the templates the languages."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install: Callable[..., Any] = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(lambda msgid: translations(locale()).gettext(msgid), _plural, newstyle=True)
    plural: Callable[..., str] = app.jinja_env.globals["ngettext"]  # type: ignore[assignment]

    @pass_context
    def parted(context: Context, one: str, many: str, num: int, **more: object) -> str:
        return plural(context, one, many, num, **{"num": number(num), **more})

    app.jinja_env.globals["ngettext"] = parted
    filters = {
        "datetime": long_datetime,
        "date": long_date,
        "month": month,
        "month_said": month_said,
        "clock": clock_time,
        "ago": ago,
        "number": number,
    }
    app.jinja_env.filters.update(filters)
    app.context_processor(lambda: {"locale": locale(), "locales": list(LOCALES.items())})


def _plural(singular: str, plural: str, num: int) -> str:
    return translations(locale()).ngettext(singular, plural, num)


def language_name(code: str) -> str:
    """The name of the language `code` in the reader's language."""
    return Locale.parse(code).get_display_name(locale()) or code
