"""What sites ask of machines: the rules in their robots.txt (RFC 9309), read once a day."""

import time
from collections import OrderedDict
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from wiki.reports.checking.asking import Manners, read_text

KEPT = 24 * 3600.0  # seconds
MOST = 500  # sites whose rules are remembered
SLOWEST = 60.0  # seconds between two requests, however slowly a site wants to be asked


class Rules:
    """The rules of the sites that have been asked, as they were then."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[float, RobotFileParser]] = OrderedDict()

    def allow(self, url: str, manners: Manners) -> bool:
        """Whether the site of `url` lets machines ask for it. Raises NotAsked."""
        return self._of(url, manners).can_fetch(manners.agent, url)

    def pause(self, url: str, manners: Manners, usual: float) -> float:
        """The seconds that the site of `url` wants between two requests."""
        delay = self._of(url, manners).crawl_delay(manners.agent)
        return min(max(usual, float(delay or 0)), SLOWEST)

    def _of(self, url: str, manners: Manners) -> RobotFileParser:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(site)
        if known and known[0] > time.monotonic():
            return known[1]
        rules = RobotFileParser()
        rules.parse(read_text(f"{site}/robots.txt", manners).splitlines())
        self._known[site] = time.monotonic() + KEPT, rules
        self._known.move_to_end(site)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return rules
