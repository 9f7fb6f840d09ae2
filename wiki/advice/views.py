"""Help while writing, for the editor's script: what could be looked over in what has been typed so far."""

from typing import Any

from flask import Blueprint, current_app, jsonify
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.advice.advise import advise
from wiki.advice.wording import ease_in_words, in_words
from wiki.core.errors import N_, Refusal, TooLarge
from wiki.core.web import sent_json
from wiki.markup import PageName, normalise, parse_name
from wiki.markup.sentences import shorten

blueprint = Blueprint("advice", __name__)

QUOTED = 80  # characters of the words that a finding is about


@blueprint.post("/advice")
def ask() -> Any:
    """Advice on JSON {text, name, section}: {findings, ease}, in the reader's language. Nothing is stored."""
    require(current_user, "edit")
    asked = sent_json()
    if not isinstance(asked, dict) or not all(isinstance(asked.get(key), str) for key in ("text", "name")):
        raise Refusal(N_("Advice is asked for with a text and the name of its page."))
    text: str = asked["text"].replace("\r\n", "\n")
    limit = current_app.config["WIKI"].max_page_kilobytes
    if len(text.encode(errors="replace")) > limit * 1000:
        raise TooLarge
    advice = advise(text, parse_name(asked["name"]), is_section=bool(asked.get("section")))
    return jsonify(
        findings=[in_words(finding) for finding in advice.findings],
        ease=ease_in_words(advice.ease) if advice.ease else None,
    )


@blueprint.app_template_global()
def advice_on(text: str, name: PageName, is_section: object = False) -> list[dict[str, Any]]:
    """The findings about `text` for a template, each with the words that it is about."""
    text = normalise(text)
    found = advise(text, name, is_section=bool(is_section)).findings
    return [{**in_words(each), "quote": _quote(text[each.start : each.end])} for each in found]


def _quote(words: str) -> str:
    return shorten(" ".join(words.split()), QUOTED)
