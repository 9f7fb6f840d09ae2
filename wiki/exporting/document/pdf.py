"""PDF out of a bound document, tagged so that it can be read aloud. Runs in a process of its own.

Nothing is fetched from anywhere: the pictures come with the question, the style sheet stands in the page.
"""

from collections.abc import Sequence
from typing import Any

VARIANT = "pdf/ua-1"
PREFIX = "picture:"


def answer(data: bytes, html: str, about: dict[str, str], pictures: list[list[Any]]) -> tuple[dict[str, Any], bytes]:
    """What the process answers; `data` are the bytes of all pictures in a row."""
    from weasyprint import HTML  # noqa: PLC0415  (an extra, and slow to import)

    page = HTML(string=html, base_url=None, url_fetcher=fetcher_of(data, pictures))
    made = page.write_pdf(
        pdf_variant=VARIANT, pdf_tags=True, presentational_hints=True, optimize_images=True, jpeg_quality=85, dpi=200
    )
    return {"title": about["title"]}, made


def fetcher_of(data: bytes, pictures: Sequence[Sequence[Any]]) -> Any:
    """What WeasyPrint asks for everything that a page refers to: it gives the pictures, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    given: dict[str, tuple[str, bytes]] = {}
    place = 0
    for number, (kind, size) in enumerate(pictures):
        given[f"{PREFIX}{number}"] = (kind, data[place : place + size])
        place += size

    class OnlyPictures(URLFetcher):  # type: ignore[misc]
        """Knows the pictures of the document."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            """The picture. Raises ValueError for whatever else is asked for."""
            if url not in given:
                raise ValueError(f"nothing is fetched for a document: {url[:100]}")
            kind, content = given[url]
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return OnlyPictures()
