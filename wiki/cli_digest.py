"""`wiki digest`: letters, for the operator."""

import sys
from collections.abc import Sequence

import click
from flask import current_app
from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.queries import user_by_name
from wiki.accounts.roles import NoSuchUser
from wiki.core.db import session
from wiki.core.mail import put_together
from wiki.core.settings import read_settings
from wiki.digest.bounces import note_address, note_report
from wiki.digest.gather import gather
from wiki.digest.models import Pace
from wiki.digest.preview import preview
from wiki.digest.rhythm import reachable
from wiki.digest.send import send_due
from wiki.serve.opening import inside

PACE = click.Choice([pace.value for pace in Pace if pace is not Pace.NEVER])


@click.group("digest")
@click.pass_context
def digest(context: click.Context) -> None:
    """Letters about what happens: look at them, send them, take in what comes back."""
    if "--help" not in sys.argv and "-h" not in sys.argv:
        context.with_resource(inside(read_settings()))


@digest.command("preview")
@click.option("--user", "name", metavar="NAME", help="Whose letter; everybody's if nobody is named.")
@click.option("--pace", type=PACE, default="weekly", show_default=True, help="Which letter.")
@click.option("--html", "as_html", is_flag=True, help="The HTML form instead of the text.")
def preview_command(name: str | None, pace: str, *, as_html: bool) -> None:
    """Print the letter that somebody would get now. Nothing is sent, and nothing written down."""
    found = False
    for user in _people(name):
        letter = preview(user, Pace(pace))
        if letter is None:
            continue
        found = True
        message = put_together(current_app.config["WIKI"], letter)
        head = ("To", "From", "Subject", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted")
        if not as_html:
            click.echo("\n".join(f"{each}: {message[each]}" for each in head) + "\n")
        click.echo(letter.html if as_html else letter.text)
    if not found:
        click.echo("There is no letter: nothing has happened that would be told.", err=True)


@digest.command("send")
def send_command() -> None:
    """Make the letters that are due and send them, once; `wiki serve` does so by itself.

    Exits with 1 when the mail server could not be used or did not take something.
    """
    made = gather()
    outcome = send_due()
    click.echo(f"Made {made}, sent {outcome.sent}, nothing to tell in {outcome.empty}, put off {outcome.put_off}.")
    if outcome.failed:
        click.echo(f"Gave up {outcome.failed}: see /users/letters in the wiki.", err=True)
    if outcome.away:
        click.echo(f"The mail server cannot be used: {outcome.away}", err=True)
    if outcome.away or outcome.failed:
        sys.exit(1)


@digest.command("bounce")
@click.argument("address", required=False)
@click.option("--reason", default="reported by the operator", help="Why letters to ADDRESS come back.")
def bounce_command(address: str | None, reason: str) -> None:
    """Write down that letters come back: from ADDRESS, or as the report (RFC 3464) on standard input says.

    Let the mail system hand the reports that come to WIKI_MAIL_FROM to this command. After three refusals no more
    letters are sent to an address, until its owner or an administrator says so in the wiki.
    """
    user, is_paused = note_address(address, reason) if address else note_report(sys.stdin.buffer.read())
    click.echo(f"Noted for {user.name}." + (" Letters to that address are paused." if is_paused else ""))


def _people(name: str | None) -> Sequence[User]:
    if name is None:
        return session().scalars(select(User).where(*reachable()).order_by(User.name_key)).all()
    found = user_by_name(name)
    if found is None:
        raise NoSuchUser
    return [found]
