"""All reports there are. What is not in this list cannot be shown; what is cannot be forgotten among special pages."""

from wiki.core.errors import N_, NotFound
from wiki.reports import linked, outside, redirecting, sized, texts, used, waiting
from wiki.reports.report import Report

REPORTS: tuple[Report, ...] = (
    *redirecting.REPORTS,
    *waiting.REPORTS,
    *texts.REPORTS,
    *outside.REPORTS,
    *linked.REPORTS,
    *sized.REPORTS,
    *used.REPORTS,
)
BY_NAME = {report.name: report for report in REPORTS}


def report_called(name: str) -> Report:
    """The report at the address `name`. Raises NotFound."""
    if name not in BY_NAME:
        raise NotFound(N_("There is no report called “%(name)s”."), name=name)
    return BY_NAME[name]
