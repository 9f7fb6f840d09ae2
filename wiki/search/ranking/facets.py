"""What documents are counted and chosen by: "field=value", in flat tables that are counted quickly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wiki.search.asking.filters import FIELDS, Filters

Mask = NDArray[np.bool_]  # of all documents: whether each is meant


@dataclass(frozen=True)
class FacetTable:
    """One line for each facet of each document, in the order of the documents: which document, and which name."""

    count: int  # documents
    names: tuple[str, ...]
    documents: NDArray[np.int32]
    values: NDArray[np.int32]  # places in `names`
    passing: bool = False  # made for one query, so that nothing is put in order for later ones

    @classmethod
    def of(cls, each: Sequence[Iterable[str]]) -> Self:
        """The table of the documents whose facets are `each`."""
        facets = [tuple(some) for some in each]
        places: dict[str, int] = {}
        values = [places.setdefault(name, len(places)) for name in chain.from_iterable(facets)]
        documents = np.repeat(np.arange(len(facets), dtype=np.int32), [len(some) for some in facets])
        return cls(len(facets), tuple(places), documents, np.array(values, np.int32))

    @classmethod
    def joined(cls, tables: Sequence[Self]) -> Self:
        """One table of the documents of all `tables`, numbered on from one to the next."""
        if len(tables) == 1:
            return tables[0]
        places: dict[str, int] = {}
        documents, values, first = [], [], 0
        for table in tables:
            here = np.array([places.setdefault(name, len(places)) for name in table.names], np.int32)
            values.append(here[table.values] if len(here) else table.values)
            documents.append(table.documents + np.int32(first))
            first += table.count
        empty = [np.empty(0, np.int32)]
        return cls(first, tuple(places), np.concatenate(documents or empty), np.concatenate(values or empty))

    def holding(self, names: Iterable[str]) -> Mask:
        """The documents that have any of `names`."""
        mask = np.zeros(self.count, np.bool_)
        for name in names:
            place = self._places.get(name)
            if place is not None and self.passing:
                mask[self.documents[self.values == place]] = True
            elif place is not None:
                by_value, ends = self._by_value
                mask[by_value[ends[place] : ends[place + 1]]] = True
        return mask

    def of_one(self, number: int) -> tuple[str, ...]:
        """The facets of one document."""
        first, last = np.searchsorted(self.documents, [number, number + 1])
        return tuple(self.names[value] for value in self.values[first:last])

    def chosen(self, filters: Filters, *, but: str = "") -> Mask:
        """The documents that `filters` let through, those of the field `but` left aside."""
        mask = np.ones(self.count, np.bool_)
        for field, names in filters.by_field().items():
            if field != but:
                mask &= self.holding(names)
        if filters.unwanted:
            mask &= ~self.holding(filters.unwanted)
        return mask

    def counts(self, found: Mask, filters: Filters) -> dict[str, dict[str, int]]:
        """How many of `found` there are by each value of each field, with all filters but the field's own."""
        counted: dict[str, dict[str, int]] = {field: {} for field in FIELDS}
        own = {field for field in filters.by_field() if field in counted}
        for but in ("", *own):
            sums = self._sums(found & self.chosen(filters, but=but))
            for place in np.flatnonzero(sums):
                field, value = self._fields[place]
                if field in counted and (field == but or (not but and field not in own)):
                    counted[field][value] = int(sums[place])
        return counted

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def _fields(self) -> list[tuple[str, str]]:
        """Field and value of each name."""
        return [(field, value) for field, _, value in (name.partition("=") for name in self.names)]

    @cached_property
    def _by_value(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The documents of the first name, then those of the second, …; and where each begins."""
        order = np.argsort(self.values, kind="stable")
        counts = np.bincount(self.values, minlength=len(self.names))
        return self.documents[order], np.concatenate([[0], np.cumsum(counts)])

    def _sums(self, mask: Mask) -> NDArray[np.int64]:
        return np.bincount(self.values[mask[self.documents]], minlength=len(self.names))
