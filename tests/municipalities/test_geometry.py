"""The municipalities as shapes."""

import re
from collections import Counter

from wiki.municipalities.geometry import FINER, shapes, view_box
from wiki.municipalities.map import point
from wiki.municipalities.register import all_municipalities, by_code

STEP = re.compile(r"-?\d+")


def corners(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path, as points."""
    rings = []
    for ring in filter(None, path.split("M")):
        begin, steps = ring.rstrip("z").split("l")
        numbers = [int(each) for each in STEP.findall(steps)]
        x, y = map(int, begin.split()) if " " in begin else map(int, STEP.findall(begin))
        places = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            places.append((x, y))
        rings.append(places)
    return rings


def holds(ring: list[tuple[int, int]], x: float, y: float) -> bool:
    """Whether a point lies inside a ring: by how often a line to the east crosses it."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_every_municipality_has_a_shape() -> None:
    assert set(shapes()) == {each.code for each in all_municipalities()}


def test_the_point_of_a_municipality_lies_in_its_shape() -> None:
    """But for one or two of the smallest, whose shapes are coarse."""
    outside = []
    for each in all_municipalities():
        x, y = point(each.lat, each.lon, FINER)
        if not any(holds(ring, x, y) for ring in corners(shapes()[each.code].path)):
            outside.append(each.name)
    assert len(outside) <= 3, outside


def test_neighbours_share_their_lines() -> None:
    """Most edges inland are drawn twice, once from each side: no gaps between neighbours."""
    edges: Counter[frozenset[tuple[int, int]]] = Counter()
    for shape in shapes().values():
        for ring in corners(shape.path):
            edges.update(frozenset(pair) for pair in zip(ring, [*ring[1:], ring[0]], strict=True))
    inland = [by_code(code) for code in ("0617", "0642", "1715")]
    for place in filter(None, inland):
        own = [
            frozenset(pair)
            for ring in corners(shapes()[place.code].path)
            for pair in zip(ring, [*ring[1:], ring[0]], strict=True)
        ]
        assert sum(edges[edge] >= 2 for edge in own) >= 0.9 * len(own), place.name


def test_the_picture_shows_what_is_asked_for() -> None:
    left, top, width, height = map(int, view_box([]).split())
    assert height > 2 * width > 0
    x, y, narrow, low = map(int, view_box(["0980"]).split())
    assert left < x < x + narrow <= left + width
    assert top < y < y + low < top + height


def test_the_shapes_are_small_enough_to_stand_in_a_page() -> None:
    assert sum(len(shape.path) for shape in shapes().values()) < 45_000
