"""Which of very many are ticked in a form that shows some of them at a time: all but some, or none but some."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from wiki.core.numbers import row_number


@dataclass(frozen=True)
class Ticks:
    """What is ticked: as `usual` says, with `others` the other way round. `page` is the part that is shown."""

    usual: bool = True
    others: frozenset[int] = frozenset()
    page: int | None = None

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "Ticks":
        """What a form says: `usual` and `others` from before, and the ticks (`version`) of what it showed (`shown`).

        Its buttons leaf (`leaf`, a part), and tick all or none (`all`, "yes" or "no").
        """
        if "all" in form:
            return cls(form["all"] == "yes", page=row_number(form.get("page", "")))
        usual = form.get("usual", "yes") == "yes"
        others, ticked = _numbers(form.get("others", "")), _numbers(" ".join(form.getlist("version")))
        shown = _numbers(form.get("shown", ""))
        differing = {number for number in shown if (number in ticked) is not usual}
        page = row_number(form.get("leaf", "")) or row_number(form.get("page", ""))
        return cls(usual, frozenset((others - shown) | differing), page)

    @property
    def are_all(self) -> bool:
        """Whether nothing is left out."""
        return self.usual and not self.others

    def holds(self, number: int) -> bool:
        """Whether the one with that number is ticked."""
        return (number in self.others) is not self.usual

    def among(self, numbers: Iterable[int]) -> set[int]:
        """Those of `numbers` that are ticked."""
        return {number for number in numbers if self.holds(number)}


def _numbers(written: str) -> set[int]:
    return {number for each in written.split() if (number := row_number(each))}
