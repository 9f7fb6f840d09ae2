"""Bringing a wiki in by the browser, what was not converted, and the texts as they were written there."""

import csv
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.db import MAX_ID, session
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.paging import paging
from wiki.core.web import keeps_words, refuse_large_file, takes_files
from wiki.mediawiki.again import CONVERTED
from wiki.mediawiki.models import ImportRun, OldWiki
from wiki.mediawiki.notes import FAULT, LOST, Note
from wiki.mediawiki.originals import original_of, readable_original
from wiki.mediawiki.report import HEAD, count_notes, notes_of, pages_with_notes, row_of
from wiki.mediawiki.runs import ENDINGS, FOLDER, OPEN, RIGHT, ask_again, ask_for, files_there, folder, has_images, stop
from wiki.mediawiki.write import original_text
from wiki.pages.models import Page

SHOWN = 20  # former runs
MOST_ROWS = 50_000  # in a table to take home
_UNUSABLE = re.compile(r"[^\w.-]+")

blueprint = Blueprint("mediawiki", __name__)


def init_mediawiki(app: Flask) -> None:
    """Let the page of a version lead to its original."""
    app.jinja_env.globals["original_of"] = original_of


class NoFile(Refusal):
    """Nothing was chosen."""

    msgid = N_("Choose a file.")


class NotByName(Refusal):
    """The file is called otherwise."""

    msgid = N_("The name of the file has to end with %(endings)s.")


@blueprint.get("/import/mediawiki")
def choose() -> Any:
    """The form, and what has been brought in before."""
    require(current_user, RIGHT)
    return _asking({})


@blueprint.post("/import/mediawiki")
@takes_files
@keeps_words
def begin() -> Any:
    """A file was chosen: bring it in, in the background."""
    require(current_user, RIGHT)
    try:
        refuse_large_file()
        file = _file_sent() or request.form.get("there", "")
        if not file:
            raise NoFile
    except Refusal as refusal:
        return _asking({"file": refusal})
    mapping = request.form.get("mapping", "").split()
    try:
        said = {name: bool(request.form.get(name)) for name in ("same_people", "only_try")}
        run = ask_for(file, mapping, current_user, **said)
    except Refusal as refusal:
        return _asking({"mapping" if "=" in sentence(refusal) else "file": refusal})
    return redirect(url_for("mediawiki.progress", number=run.id), 303)


@blueprint.post("/import/mediawiki/again")
def begin_again() -> Any:
    """Convert again, in the background, what came before."""
    require(current_user, RIGHT)
    run = ask_again(current_user, only_try=bool(request.form.get("only_try")))
    return redirect(url_for("mediawiki.progress", number=run.id), 303)


@blueprint.get("/import/mediawiki/<int:number>")
def progress(number: int) -> Any:
    """How far it has come. It shows the state of this moment; a link loads it anew."""
    require(current_user, RIGHT)
    run = _run(number)
    seen = run.counts.get("seen", 0)
    spent = ((run.ended_at or now()) - run.began_at).total_seconds() if run.began_at else 0.0
    left = spent / run.share - spent if run.share and run.state == "running" else 0.0
    counted = _counted_again() if run.options.get("again") else _counted()
    return render_template(
        "mediawiki/run.html",
        run=run,
        heading=_heading(run),
        is_open=run.state in OPEN,
        percent=int(100 * run.share),
        rate=round(seen / spent) if spent else 0,
        minutes=round(left / 60),
        counts=[(words, run.counts[key]) for key, words in counted if run.counts.get(key)],
        lost=run.counts.get(LOST, 0),
        faults=run.counts.get(FAULT, 0),
    )


@blueprint.post("/import/mediawiki/<int:number>/stop")
def end(number: int) -> Any:
    """Let it end where it is."""
    require(current_user, RIGHT)
    stop(_run(number), current_user)
    flash(gettext("It ends where it is. What has been brought in stays, and it can be taken up again."))
    return redirect(url_for("mediawiki.progress", number=number), 303)


@blueprint.get("/import/mediawiki/report/<int:number>")
def report(number: int) -> Any:
    """What was not converted (`?kind=lost`) or not brought in (`?kind=fault`), page by page, also as a table."""
    require(current_user, RIGHT)
    wiki = session().get(OldWiki, number)
    if wiki is None:
        raise NotFound
    kind = FAULT if request.args.get("kind") == FAULT else LOST
    if request.args.get("format") == "csv":
        return _as_csv(notes_of(wiki.id, kind), f"{kind}.csv")
    counts = {each: count_notes(wiki.id, each) for each in (LOST, FAULT)}
    part = paging(counts[kind])
    rows = pages_with_notes(wiki.id, kind, part.per_page, part.offset)
    return render_template(
        "mediawiki/report.html",
        wiki=wiki,
        kind=kind,
        counts=counts,
        rows=[
            (note, _shown(page, is_talk=is_talk), gettext(note.msgid, **note.params)) for note, page, is_talk in rows
        ],
        paging=part,
    )


@blueprint.get("/original/<int:number>")
def original(number: int) -> Any:
    """A version as it was written in the other wiki (`?raw=mediawiki`: nothing but that)."""
    require(current_user, "read")
    found = readable_original(number, current_user)
    text = original_text(found.revision)
    if text is None:
        raise NotFound(N_("The other wiki has hidden this text."))
    if request.args.get("raw") == "mediawiki":
        return Response(text, content_type="text/plain; charset=utf-8")
    return render_template("mediawiki/original.html", found=found, text=text)


def _shown(page: Page | None, *, is_talk: bool) -> tuple[str, str, str] | None:
    """The page that a note is about: its name, where it is read, and where it can be mended."""
    if page is None:
        return None
    name = page.name
    if is_talk:
        talk = url_for("talk.show", name=name.address)
        return gettext("Discussion: %(page)s", page=name.full), talk, ""
    return name.full, name.path, url_for("editing.edit", name=name.address)


def _file_sent() -> str:
    """The name of the file that came with the form, now in the folder; "" where none came."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return ""
    name = _UNUSABLE.sub("_", sent.filename.replace("\\", "/").rpartition("/")[2]).lstrip("._-")[-100:]
    if not name.endswith(ENDINGS):
        raise NotByName(endings=", ".join(ENDINGS))
    folder().mkdir(0o700, parents=True, exist_ok=True)
    part = folder() / f"{name}.part"  # one of that name may be read just now
    sent.save(part)
    part.replace(folder() / name)
    return name


def _run(number: int) -> ImportRun:
    found = session().get(ImportRun, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound
    return found


def _asking(faults: Mapping[str, Refusal]) -> Any:
    runs = session().scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(SHOWN)).all()
    shown = render_template(
        "mediawiki/choose.html",
        faults={name: sentence(refusal) for name, refusal in faults.items()},
        files=[("", "–"), *((name, name) for name in there)] if (there := files_there()) else [],
        folder=FOLDER,
        has_images=has_images(),
        runs=runs,
        states=STATES,
        wikis=session().scalars(select(OldWiki).order_by(OldWiki.name)).all(),
    )
    return shown, next((refusal.status for refusal in faults.values()), 200)


STATES = {
    "waiting": N_("waits for its turn"),
    "running": N_("under way"),
    "done": N_("done"),
    "stopped": N_("stopped"),
    "failed": N_("failed"),
}


def _heading(run: ImportRun) -> str:
    """What the page about a run is called: that it goes on, or what has become of it."""
    file, is_try = run.file, bool(run.options.get("only_try"))
    if run.options.get("again"):
        return _heading_again(run.state, is_try=is_try)
    if run.state in OPEN:
        return gettext("Trying %(file)s", file=file) if is_try else gettext("Bringing in %(file)s", file=file)
    if run.state == "done":
        tried = gettext("%(file)s has been tried", file=file)
        return tried if is_try else gettext("%(file)s has been brought in", file=file)
    return gettext("%(file)s was not brought in to its end", file=file)


def _heading_again(state: str, *, is_try: bool) -> str:
    if state in OPEN:
        return gettext("Converting again")
    if state == "done":
        return gettext("Tried to convert again") if is_try else gettext("Converted again")
    return gettext("Not converted again to the end")


def _counted() -> list[tuple[str, str]]:
    """What is counted, in words."""
    return [
        ("pages", gettext("new pages")),
        ("pages changed", gettext("pages with newer versions")),
        ("revisions", gettext("versions")),
        ("files", gettext("files")),
        ("users", gettext("accounts")),
        ("talk pages", gettext("discussion pages")),
        ("topics", gettext("topics")),
        ("replies", gettext("replies")),
        ("unchanged", gettext("pages that were here already")),
    ]


def _counted_again() -> list[tuple[str, str]]:
    """The same, where pages are converted again."""
    return [
        (CONVERTED, gettext("pages with a better version")),
        ("unchanged", gettext("pages that would come out as they are")),
        ("changed here", gettext("pages that somebody has changed here, and that are left alone")),
    ]


def _as_csv(notes: Iterable[Note], name: str) -> Response:
    """A table that spreadsheets open as it is: with the mark that tells them it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEAD)
    for _, note in zip(range(MOST_ROWS), notes, strict=False):
        writer.writerow(row_of(note, gettext(note.msgid, **note.params)))
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer
