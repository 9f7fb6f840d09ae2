"""What advice is made of: findings, each with its place in the source and, where there is one, a remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["fix", "info"]

ANSWER = "\ufffc"
"""Stands in the text of a remedy for the answer to its question."""


@dataclass(frozen=True)
class Fix:
    """A remedy: put `text` in the place of source[start:end].

    `label` (an msgid) is what the button says. The answer to `question` (an msgid) goes where ANSWER stands in `text`.
    """

    label: str
    start: int
    end: int
    text: str
    question: str = ""


@dataclass(frozen=True)
class Finding:
    """Something to look over: `title` and `text` are msgids with `params`, about source[start:end].

    "fix" is something that readers would miss, "info" only good to know. `code` is the kind of the finding.
    """

    code: str
    severity: Severity
    title: str
    text: str
    start: int
    end: int
    params: Mapping[str, object] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
