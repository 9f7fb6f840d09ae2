"""Maps of Sweden: where a place stands in the picture."""

from math import cos, radians

WEST, NORTH = 10.9, 69.1
"""Degrees of longitude and latitude at the point (0, 0) of the picture."""

SCALE = 40
"""Units of the picture per degree of latitude."""

SHRINK = cos(radians(62))
"""How much shorter a degree of longitude is than one of latitude in the middle of Sweden."""


def point(lat: float, lon: float, finer: int = 1) -> tuple[float, float]:
    """Where (`lat`, `lon`), in degrees of WGS 84, stands in the units of `templates/front/_sweden.svg`.

    A picture that has `finer` units for each of them gets its own.

    x = (lon - 10.9) * cos 62° * 40 and y = (69.1 - lat) * 40, with y downwards as in SVG; the viewBox is
    "-4 -4 258 559". The outline was drawn with the same transform: SCB's municipal boundaries that belong to one
    municipality only, stitched to rings, simplified (Douglas-Peucker, 0.55 units), rounded to whole units.
    """
    return round((lon - WEST) * SHRINK * SCALE * finer, 1), round((NORTH - lat) * SCALE * finer, 1)
