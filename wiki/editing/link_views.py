"""What the page picker and the people picker ask, as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.editing.links import headings_of, municipalities_like, pages_like, people_like
from wiki.markup import parse_name

blueprint = Blueprint("links", __name__)


@blueprint.get("/edit/links")
def links() -> Response:
    """Pages to link to. No page is called "links": the names of pages begin with a large letter."""
    require(current_user, "read")
    return _answer(pages_like(request.args.get("q", "")))


@blueprint.get("/edit/headings/<path:name>")
def headings(name: str) -> Response:
    """The headings of a page, to link to one of them."""
    require(current_user, "read")
    return _answer(headings_of(parse_name(name)))


@blueprint.get("/users/suggest")
def people() -> Response:
    """People and municipalities to speak to. Only those who may discuss are told who there is."""
    require(current_user, "discuss")
    query = request.args.get("q", "")
    return _answer([*people_like(query), *municipalities_like(query)])


def _answer(found: Sequence[Any]) -> Response:
    answer = jsonify([asdict(each) for each in found])
    answer.headers["Cache-Control"] = "private, max-age=15"
    return answer
