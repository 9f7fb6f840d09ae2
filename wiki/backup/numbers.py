"""Sets of numbers, a bit for each where they lie close together: millions of rows are checked in a few megabytes."""

from collections.abc import Iterator

BITS = 1024


class Numbers:
    """Numbers that have been seen."""

    def __init__(self) -> None:
        self.blocks: dict[int, int] = {}

    def add(self, number: int) -> bool:
        """Put it in; whether it is new."""
        place, bit = divmod(number, BITS)
        block = self.blocks.get(place, 0)
        self.blocks[place] = block | 1 << bit
        return not block >> bit & 1

    def not_in(self, other: "Numbers") -> Iterator[int]:
        """Those that `other` does not have, in rising order."""
        for place in sorted(self.blocks):
            left = self.blocks[place] & ~other.blocks.get(place, 0)
            for bit in range(left.bit_length()):
                if left >> bit & 1:
                    yield place * BITS + bit
