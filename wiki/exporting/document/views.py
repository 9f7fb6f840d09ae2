"""The addresses of documents: what can be saved of a page, the files themselves, the print view, and citations."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from wiki.accounts.permissions import require
from wiki.accounts.throttle import count_document
from wiki.core.errors import N_, NotFound, Refusal
from wiki.exporting.attachment import attachment
from wiki.exporting.document.bind import bind
from wiki.exporting.document.choose import MOST_PAGES, PAGE, Part, led_to, parts_of, scopes_of
from wiki.exporting.document.cite import ENDINGS, FORMS, LABELS, citation
from wiki.exporting.document.making import make, makes_pdf
from wiki.exporting.document.markdown import source_of, zipped
from wiki.pages.facts import themes
from wiki.pages.hidden import require_text
from wiki.pages.models import Page, Revision
from wiki.pages.queries import existing, find_page, revision
from wiki.pages.views import about, canonical

blueprint = Blueprint("document", __name__)

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown",
    "zip": "application/zip",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
PRINT, MARKDOWN = "print", "md"
CHOICES = {
    "page": N_("This page"),
    "subpages": N_("The page with its subpages"),
    "theme": N_("The whole theme: its page, its guidance and the municipalities’ examples"),
}


class NoSuchForm(Refusal):
    """Something else than a form that there is."""

    msgid = N_("Choose a form: Word, PDF, Markdown or print.")


@blueprint.get("/save/<path:name>")
def save(name: str) -> Any:
    """What can be saved of the page, and how to cite it."""
    require(current_user, "read")
    page, version, elsewhere = _asked("document.save", name)
    if elsewhere:
        return elsewhere
    shown = version or revision(page.current_revision_id or 0)
    said = citation(page, shown)
    return render_template(
        "exporting/save.html",
        **about(page.name, page),
        version=version,
        choices=[(scope, CHOICES[scope], number) for scope, number in ([(PAGE, 1)] if version else scopes_of(page))],
        scope=_scope(),
        most=MOST_PAGES,
        pdf=makes_pdf(),
        in_themes=[] if version else _themes_of(page),
        permanent=said.address,
        citations=[(form, LABELS[form], cite(said), ENDINGS.get(form)) for form, cite in FORMS.items()],
    )


@blueprint.get("/document/<path:name>")
def document(name: str) -> Any:
    """The document as a file (`?scope=theme&as=docx`), or the way to the print view."""
    require(current_user, "read")
    page, version, elsewhere = _asked("document.document", name)
    if elsewhere:
        return elsewhere
    form = request.args.get("as", "")
    if form == PRINT:
        number = version.id if version else None
        return redirect(url_for("document.print_view", name=page.name.address, scope=_scope(), oldid=number))
    parts = parts_of(page, PAGE if version else _scope())
    if form == MARKDOWN and len(parts) == 1:
        return _file(source_of(page, version).encode(), page, "md")
    if form == MARKDOWN:
        return _file(zipped(parts), page, "zip")
    if form not in ("docx", "pdf"):
        raise NoSuchForm
    count_document()
    return _file(make(form, parts, version), page, form)


@blueprint.get("/print/<path:name>")
def print_view(name: str) -> Any:
    """All of it as one page, ready to be printed."""
    require(current_user, "read")
    page, version, elsewhere = _asked("document.print_view", name)
    if elsewhere:
        return elsewhere
    parts = [Part(page)] if version else parts_of(page, _scope())
    return render_template(
        "exporting/print.html", **about(page.name, page), document=bind(parts, version=version), version=version
    )


@blueprint.get("/cite/<path:name>")
def cite(name: str) -> Any:
    """The citation as a file for programs that keep references (`?as=ris`)."""
    require(current_user, "read")
    page, version, elsewhere = _asked("document.cite", name)
    if elsewhere:
        return elsewhere
    form = request.args.get("as", "")
    if form not in ENDINGS:
        raise NotFound
    said = citation(page, version or revision(page.current_revision_id or 0))
    return _file(FORMS[form](said).encode(), page, ENDINGS[form])


def _asked(endpoint: str, text: str) -> tuple[Page, Revision | None, Response | None]:
    """The page that the address names, the version that `?oldid=` names, and where to go where that is elsewhere.

    Raises NotFound, also for a version of a deleted page, and TextHidden.
    """
    name, elsewhere = canonical(endpoint, text)
    number = request.args.get("oldid", type=int)
    version = revision(number) if number is not None else None
    page = version.page if version else find_page(name)
    if version:
        require_text(version.id)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=name.full)
    if not version:
        page = led_to(page)
    if not elsewhere and page.name != name:
        elsewhere = redirect(url_for(endpoint, name=page.name.address, **request.args.to_dict(flat=False)))  # type: ignore[arg-type]
    return page, version, elsewhere


def _scope() -> str:
    return request.args.get("scope") or PAGE


def _themes_of(page: Page) -> list[Page]:
    """The themes that the page says it belongs to, and that have pages."""
    names = themes(page) if page.kind != "theme" else []
    there = existing(names)
    found = [find_page(name) for name in names if name.full in there]
    return [each for each in found if each is not None and not each.redirect_to]


def _file(content: bytes, page: Page, ending: str) -> Response:
    return attachment(content, TYPES[ending], page.name, ending)
