"""A report as a table to take along: CSV that spreadsheets open as it is.

Where numbers have a comma, as in Swedish and Norwegian, Excel expects a semicolon between the cells.
"""

import csv
from collections.abc import Sequence
from io import StringIO

from flask import Response

from wiki.core.errors import N_
from wiki.core.i18n import gettext, locale
from wiki.reports.report import Report, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how what spreadsheets calculate begins
PAGE = N_("Page")


def as_csv(report: Report, rows: Sequence[Row]) -> Response:
    """The rows as a table, with the mark that tells spreadsheets it is UTF-8."""
    text = StringIO()
    table = csv.writer(text, delimiter="," if locale() == "en" else ";")
    table.writerow([gettext(PAGE), *(gettext(fact.label) for fact in report.facts)])
    table.writerows([cell(row.name.full), *(cell(fact.value(row)) for fact in report.facts)] for row in rows)
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8; header=present")
    answer.headers["Content-Disposition"] = f"attachment; filename={report.name}.csv"
    return answer


def cell(value: object) -> str:
    """What stands in a cell; words that begin like a formula are kept from being one."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
