"""Making files of a bound document, in a process of its own: one at a time, with a clock and little memory."""

import threading
from collections.abc import Sequence
from importlib.util import find_spec

from flask import render_template

from wiki.core.errors import N_, TooLarge, Unavailable
from wiki.core.i18n import gettext, long_date
from wiki.exporting.document.bind import Bound, bind
from wiki.exporting.document.choose import Part
from wiki.exporting.document.images import Images
from wiki.files.worker import GaveUp, ask
from wiki.pages.models import Revision

SECONDS = 120.0  # by the clock; a document of a hundred pages takes some ten of a processor
PATIENCE = 60  # seconds that somebody waits for the document of somebody else
QUESTIONS = {
    "docx": "wiki.exporting.document.word.write:answer",
    "pdf": "wiki.exporting.document.pdf:answer",
}
_one_at_a_time = threading.BoundedSemaphore(1)  # in each server process: a document takes all of a processor


class GaveUpMaking(TooLarge):
    """It took too long, or too much memory."""

    msgid = N_("The document could not be made: there is too much in it. Choose fewer pages, or another form.")


class NoPdf(Unavailable):
    """WeasyPrint is an extra, and it is not here."""

    msgid = N_("This wiki cannot make PDF files. Print the page instead, and choose to save as PDF.")


def makes_pdf() -> bool:
    """Whether PDF can be made here: by the extra `mittkoping-wiki[pdf]`."""
    return find_spec("weasyprint") is not None


def make(kind: str, parts: Sequence[Part], version: Revision | None = None) -> bytes:
    """The document as "docx" or "pdf".

    Raises TooManyPages, TooLong, TextHidden, GaveUpMaking, NoPdf, Unavailable.
    """
    if kind == "pdf" and not makes_pdf():
        raise NoPdf
    images = Images()
    document = bind(parts, images.take, version)
    given = {
        "html": render_template(f"exporting/{'paper' if kind == 'pdf' else 'word'}.html", document=document),
        "pictures": [[image.media_type, len(image.data)] for image in images.taken],
        "about": _about(document),
    }
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise Unavailable
    try:
        return ask(QUESTIONS[kind], b"".join(image.data for image in images.taken), SECONDS, **given).data
    except GaveUp as error:
        raise GaveUpMaking from error
    finally:
        _one_at_a_time.release()


def _about(document: Bound) -> dict[str, str]:
    return {
        "title": document.title,
        "language": document.language,
        "author": gettext("Contributors to %(site)s", site=document.site),
        "subject": document.site,
        "source": f"{document.address} · {document.licence}",
        "made": document.made.isoformat(),
        "head": f"{document.title} · {document.site}, {long_date(document.made)}",
        "page": gettext("Page %(page)s of %(pages)s", page="|", pages="|"),
    }
