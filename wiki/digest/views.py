"""One's own letters: which one wants, and stopping them by the link in one."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request

from wiki.accounts.faults import BadForm
from wiki.accounts.models import User
from wiki.accounts.views.forms import faults_of, me, refuse_stale
from wiki.core.i18n import LOCALES, gettext, locale, speak
from wiki.core.web import StaleForm, keeps_text, proves_itself
from wiki.digest.bounces import end_pause, pause_of
from wiki.digest.kinds import KINDS, PACES, offered
from wiki.digest.links import ALL, StopLink, read_link, stop_link
from wiki.digest.models import Pace
from wiki.digest.unsubscribe import account_of, can_be_taken_back, get_weekly, is_stopped, take_back, unsubscribe
from wiki.digest.wishes import save_wishes, start_again, stop_all, wishes_of

blueprint = Blueprint("digest", __name__)

PLACE = "/settings/letters"
PREFIX = "pace-"


@blueprint.get(PLACE)
def letters() -> Any:
    """Which letters one gets, and when."""
    return _page(me())


@blueprint.post(PLACE)
@keeps_text
def save() -> Any:
    """Keep what one has chosen."""
    user = me()
    paces = {key: request.form[PREFIX + key] for key in KINDS if PREFIX + key in request.form}
    try:
        refuse_stale()
        save_wishes(user, paces, request.form.get("weekday", ""), request.form.get("hour", ""))
    except (StaleForm, BadForm) as refusal:
        return _page(user, faults_of(refusal)), refusal.status
    flash(gettext("Your choice of letters is saved."))
    return redirect(PLACE)


@blueprint.post(f"{PLACE}/stop")
def stop() -> Any:
    """Get no letters at all."""
    stop_all(me().id)
    flash(gettext("You get no more letters about what happens in the wiki."))
    return redirect(PLACE)


@blueprint.post(f"{PLACE}/start")
def start() -> Any:
    """Get letters again, as one had chosen before."""
    start_again(me().id)
    flash(gettext("You get letters again, as you had chosen."))
    return redirect(PLACE)


@blueprint.post(f"{PLACE}/resume")
def resume() -> Any:
    """Have letters sent again to an address that did not take them."""
    end_pause(me().id)
    flash(gettext("Letters are sent to your address again."))
    return redirect(PLACE)


def _page(user: User, faults: dict[str, str] | None = None) -> str:
    wishes = wishes_of(user)
    chosen = {key: request.form.get(PREFIX + key, str(pace)) for key, pace in wishes.paces.items()}
    return render_template(
        "digest/letters.html",
        faults=faults or {},
        groups=[(heading, kinds) for heading, kinds in offered(user.role)],
        paces=PACES,
        chosen=chosen,
        wishes=wishes,
        weekday=request.form.get("weekday", str(wishes.weekday)),
        hour=request.form.get("hour", str(wishes.hour)),
        weekdays=_weekdays(),
        hours=[(str(hour), f"{hour:02}:00" if locale() == "en" else f"{hour:02}.00") for hour in range(24)],
        pause=pause_of(user),
    )


def _weekdays() -> list[tuple[str, str]]:
    names = (
        gettext("Monday"),
        gettext("Tuesday"),
        gettext("Wednesday"),
        gettext("Thursday"),
        gettext("Friday"),
        gettext("Saturday"),
        gettext("Sunday"),
    )
    return [(str(number), name) for number, name in enumerate(names)]


@blueprint.get("/unsubscribe/<token>")
def ask(token: str) -> Any:
    """Where the link in a letter leads. Opening it changes nothing: mail programs open links by themselves."""
    return _unsubscribed(read_link(token), token)


@blueprint.post("/unsubscribe/<token>")
@proves_itself
def send(token: str) -> Any:
    """Stop what the link is about. Mail programs send this for their reader, without cookies (RFC 8058)."""
    link = read_link(token)
    wanted = request.form.get("do", "stop")
    {"undo": take_back, "weekly": get_weekly}.get(wanted, unsubscribe)(link)
    return _unsubscribed(link, token, done=wanted if wanted in {"undo", "weekly"} else "stop")


def _unsubscribed(link: StopLink, token: str, done: str = "") -> str:
    user = account_of(link)
    speak(user.locale if user.locale in LOCALES else current_app.config["WIKI"].default_locale)
    return render_template(
        "digest/unsubscribe.html",
        token=token,
        link=link,
        done=done,
        what=_words(link),
        is_stopped=is_stopped(link),
        can_be_taken_back=can_be_taken_back(link),
        offers_weekly=link.what != ALL and link.pace not in {Pace.WEEKLY, Pace.NEVER},
        stop_all=None if link.what == ALL else stop_link(link.user_id, ALL),
    )


def _words(link: StopLink) -> str:
    if link.kind:
        return gettext("Letters when: %(kind)s", kind=gettext(KINDS[link.kind].label).lower())
    if link.pace:
        return {
            Pace.ONCE: gettext("Letters that are sent at once"),
            Pace.DAILY: gettext("The daily letter"),
            Pace.WEEKLY: gettext("The weekly letter"),
            Pace.NEVER: "",
        }[link.pace]
    return gettext("All letters about what happens in the wiki")
