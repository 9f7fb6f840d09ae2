"""The municipalities as shapes in a picture, from SCB's boundaries.

Neighbours share the arcs between them, and each arc is simplified once, so no gaps come between them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from wiki.municipalities.map import point

FILE = Path(__file__).parent / "data" / "municipalities.topo.json"
FINER = 4
"""Units of these shapes per unit of `map.point`: they are drawn in whole numbers."""
TOLERANCE = 0.9
"""How far a simplified line may lie from the true one, in units of these shapes."""
MARGIN = 12

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """One municipality: the path to draw, and the box around it (left, top, right, bottom)."""

    path: str
    box: tuple[float, float, float, float]


@cache
def shapes() -> dict[str, Shape]:
    """The shape of each municipality, by its code. x goes east and y south, as in SVG."""
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [_simplified(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    return {each["id"]: _shape(each, arcs) for each in topology["objects"]["kommuner"]["geometries"]}


def view_box(codes: Iterable[str]) -> str:
    """What a picture has to show to hold these municipalities: `viewBox` of an SVG element; of none, the country."""
    chosen = [shapes()[code].box for code in codes] or [each.box for each in shapes().values()]
    left, top = min(box[0] for box in chosen) - MARGIN, min(box[1] for box in chosen) - MARGIN
    right, bottom = max(box[2] for box in chosen) + MARGIN, max(box[3] for box in chosen) + MARGIN
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"


def _decoded(arc: Sequence[Sequence[int]], transform: Any) -> list[Point]:
    """An arc of TopoJSON, whose points are steps from the one before, as points of the picture."""
    (x_scale, y_scale), (x_zero, y_zero) = transform["scale"], transform["translate"]
    steps = zip(accumulate(x for x, _ in arc), accumulate(y for _, y in arc), strict=True)
    places = (point(y * y_scale + y_zero, x * x_scale + x_zero, FINER) for x, y in steps)
    return list(places)


def _simplified(line: list[Point]) -> list[Point]:
    """The line with fewer points, by Douglas and Peucker; its ends stay, where other arcs begin."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        distance, farthest = max(
            ((_distance(line[number], line[first], line[last]), number) for number in range(first + 1, last)),
            default=(0.0, first),
        )
        if distance > TOLERANCE:
            keep.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [line[number] for number in sorted(keep)]


def _distance(at: Point, start: Point, end: Point) -> float:
    """How far a point lies from the line between two others, or from them where they are one."""
    (x, y), (x1, y1), (x2, y2) = at, start, end
    length: float = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _shape(geometry: Any, arcs: Sequence[Sequence[Point]]) -> Shape:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    drawn = [ring for ring in rings if len(ring) > 2] or rings[:1]
    xs, ys = zip(*(place for ring in drawn for place in ring), strict=True)
    return Shape("".join(map(_drawn, drawn)), (min(xs), min(ys), max(xs), max(ys)))


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[tuple[int, int]]:
    """A closed line in whole units, from arcs; a negative number is an arc that is followed backwards."""
    line = [place for each in numbers for place in (arcs[each] if each >= 0 else arcs[~each][::-1])]
    whole = [(round(x), round(y)) for x, y in line]
    return [one for one, following in pairwise([*whole, whole[0]]) if one != following] or whole[:1]


def _drawn(ring: Sequence[tuple[int, int]]) -> str:
    """A ring as a path: where it begins, then steps."""
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-")
