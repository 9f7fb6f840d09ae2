"""Where a reader goes on to after signing in or changing language: only ever within this wiki."""

from urllib.parse import quote, urlsplit

from flask import request


def destination() -> str:
    """The address in `next` (of the form or the address), or the front page when it leads anywhere else."""
    return within(request.values.get("next", ""))


def within(address: str) -> str:
    """`address` if it is a path in this wiki, else the front page.

    Browsers read "//host", "/\\host" and "/<tab>/host" as other hosts (WHATWG URL, 4.4), so none of those passes.
    """
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return "/"
    if any(letter <= " " or letter == "\x7f" for letter in address):
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc else address


def way_back() -> str:
    """Where whoever has to sign in first goes on to: the present page, or the one that a form was sent from."""
    if request.method in {"GET", "HEAD"}:
        return here()
    sent_from = urlsplit(request.referrer or "")
    if sent_from.netloc != request.host:
        return "/"
    return within(sent_from.path + (f"?{sent_from.query}" if sent_from.query else ""))


def here() -> str:
    """The present address, as `next` for a page that comes back to it."""
    path = quote(request.path, safe="/:()!*,;@=+$~'")
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path
