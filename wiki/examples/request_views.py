"""The list of requests, and what the templates of reading pages ask about them."""

from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.paging import paging
from wiki.examples.requests import open_requests_on, requests, shown_request, theme_numbers
from wiki.examples.theme_called import theme_called
from wiki.journal.kept import kept
from wiki.markup import Namespace, PageName

PER_PAGE = 25
LONGEST = 200  # letters of a theme that is asked for

blueprint = Blueprint("requests", __name__)


@blueprint.get("/requests")
def all_requests() -> Any:
    """The requests (`?theme=Piloter&show=solved`): the open ones, unless the address asks for others."""
    require(current_user, "read")
    if "" in request.args.values():
        said = {key: value for key, value in request.args.items() if value}
        return redirect(url_for("requests.all_requests", **said))  # type: ignore[arg-type]
    return _page()


@kept(minutes=30)
def _page() -> str:
    theme, shows = _theme_asked(), "solved" if request.args.get("show") == "solved" else "open"
    every = requests()
    solved = shows == "solved"
    chosen = requests(theme, solved) if theme else [each for each in every if each.solved == solved]
    part = paging(len(chosen), PER_PAGE)
    return render_template(
        "examples/requests.html",
        requests=part.slice(chosen),
        paging=part,
        theme=theme,
        shows=shows,
        themes=theme_numbers(each for each in every if each.solved == solved),
        open_number=sum(not each.solved for each in every),
        solved_number=sum(each.solved for each in every),
    )


def _theme_asked() -> str | None:
    return theme_called(request.args.get("theme", "")[:LONGEST])


def request_address(about: PageName | None = None, title: str = "") -> str:
    """Where one asks others: about a theme, where one comes from there."""
    said = {"theme": about.title} if about and about.namespace is Namespace.THEME else {}
    return url_for("asking.new", **said, title=title or None)  # type: ignore[arg-type]


def init_requests(app: Flask) -> None:
    """Give the templates these functions."""
    app.jinja_env.globals.update(
        shown_request=shown_request, open_requests_on=open_requests_on, request_address=request_address
    )
