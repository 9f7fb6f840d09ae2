"""How postings lie on the disk: in larger blocks than Whoosh's own, whose numbers are read at once, not one by one.

Whoosh packs numbers, weights and positions of 128 documents together, and calls several methods for each document that
is read. Here numbers and weights lie apart from the positions, which only phrases need, as arrays of 512.
"""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter  # type: ignore[import-untyped]
from whoosh.formats import Format  # type: ignore[import-untyped]

from wiki.search.ranking.index import NOWHERE, Numbers, Places, Postings

BLOCK = 512  # documents
_QUICKLY = 1  # level of compression
_NUMBERS = np.dtype("<u4")
_WEIGHTS = np.dtype("<f4")


class Positions(Format):  # type: ignore[misc]
    """Where a term stands in a document, as an array."""

    def __init__(self) -> None:
        super().__init__()

    def fixed_value_size(self) -> int:
        """Unknown."""
        return -1

    def encode(self, positions: Sequence[int]) -> bytes:
        """As bytes."""
        return np.array(positions, _NUMBERS).tobytes()


class Blocks(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with blocks of our own."""

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Writes the terms of one segment."""
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, file: Any, byteids: bool = False) -> Any:
        """Writes the postings of one field."""
        assert not byteids, "no field has vectors"
        return _Writer(file, self._blocklimit, compression=0, inlinelimit=self._inlinelimit)

    def postings_reader(self, file: Any, info: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """Reads the postings of one term."""
        return _Matcher(file, *info.extent(), format_, term=term, scorer=scorer)


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(self, schema: Any, _lengths: Any, items: Any) -> None:
        """As ever, but the length of the document is not looked up for each posting: we keep our own."""
        super().add_postings(schema, None, items)


class _Writer(W3PostingsWriter):  # type: ignore[misc]
    def _mini_ids(self) -> bytes:
        return np.array(self._ids, _NUMBERS).tobytes()

    def _mini_weights(self) -> bytes | float:
        weights = np.array(self._weights, _WEIGHTS)
        return float(weights[0]) if (weights == weights[0]).all() else weights.tobytes()

    def _mini_values(self) -> bytes | None:
        if not self._values:
            return None
        counts = np.array([len(value) // _NUMBERS.itemsize for value in self._values], _NUMBERS)
        return zlib.compress(counts.tobytes() + b"".join(self._values), _QUICKLY)


class _Matcher(W3LeafMatcher):  # type: ignore[misc]
    def _read_ids(self) -> None:
        if self._data is None:
            self._read_data()
        self._ids = np.frombuffer(self._data[0], _NUMBERS).tolist()

    def _read_weights(self) -> None:
        self._weights = self._array_of_weights().tolist()

    def _read_values(self) -> None:
        counts, positions = self._counted_positions()
        ends = np.cumsum(counts)
        self._values = [positions[end - count : end].tobytes() for end, count in zip(ends, counts, strict=True)]

    def _counted_positions(self) -> tuple[Any, Any]:
        """How many positions each document of the block has, and all of them in a row."""
        if self._data is None:
            self._read_data()
        packed = self._data[2]
        if not packed:
            return np.zeros(self._blocklength, np.int32), np.empty(0, np.int32)
        numbers = np.frombuffer(zlib.decompress(packed), _NUMBERS)
        return numbers[: self._blocklength], numbers[self._blocklength :]

    def _array_of_weights(self) -> Any:
        if self._data is None:
            self._read_data()
        weights = self._data[1]
        if isinstance(weights, float):
            return np.full(self._blocklength, weights, np.float32)
        return np.frombuffer(weights, _WEIGHTS)

    def everything(self) -> Postings:
        """All postings of the term, in two arrays."""
        numbers, weights = [], []
        while self.is_active():
            self._read_data()
            numbers.append(np.frombuffer(self._data[0], _NUMBERS))
            weights.append(self._array_of_weights())
            self._next_block()
        return Postings(np.concatenate(numbers).astype(np.int32), np.concatenate(weights).astype(np.float32))

    def places(self, wanted: Numbers) -> Places:
        """Where the term stands in the documents `wanted`, which are in order, and in those that lie beside them."""
        numbers, positions = [], []
        last = -1
        while self.is_active():
            place = int(np.searchsorted(wanted, np.int32(last), side="right"))
            if place == len(wanted):
                break
            last = int(self._maxid or 0)
            if last >= wanted[place]:
                counts, here = self._counted_positions()
                numbers.append(np.repeat(np.frombuffer(self._data[0], _NUMBERS), counts))
                positions.append(here)
            self._next_block()
        if not numbers:
            return NOWHERE
        return Places(np.concatenate(numbers).astype(np.int32), np.concatenate(positions).astype(np.int32))
