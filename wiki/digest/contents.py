"""What a letter says, in the language that is spoken now: short sentences by page, the newest on top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wiki.accounts.models import User
from wiki.core.i18n import gettext, ngettext
from wiki.digest.kinds import THEMES
from wiki.digest.models import Letter, Pace
from wiki.digest.still import can_be_written_to, still_told
from wiki.digest.theme_news import Asked, Moved, ThemeNews, Told, theme_news, themes_watched_by
from wiki.digest.wishes import paces_of
from wiki.markup import PageName
from wiki.notices.models import Notice
from wiki.notices.said import Sentence, page_title
from wiki.notices.sentences import STEPS, sentences

MOST = 30  # notices told in one letter
LONGEST = 150  # characters of a subject


@dataclass(frozen=True)
class Line:
    """A sentence. `before`, `link` and `after` are its parts; the link leads to `url`, a path on this wiki."""

    before: str
    link: str
    after: str
    url: str
    quote: str = ""
    language: str | None = None  # of the link, where it is another than the letter's

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self.before + self.link + self.after


@dataclass(frozen=True)
class Group:
    """Sentences under a heading, which leads to `url` where it is a page."""

    heading: str
    lines: list[Line] = field(default_factory=list)
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Contents:
    """All that a letter says. `more` notices are not told in it; `kinds` are those that are."""

    pace: Pace
    groups: list[Group]
    count: int
    more: int = 0
    kinds: frozenset[str] = frozenset()

    @property
    def what(self) -> str:
        """What its link stops: the one kind that it tells, or all letters of its pace."""
        if self.pace is Pace.ONCE and len(self.kinds) == 1:
            return f"kind:{next(iter(self.kinds))}"
        return f"pace:{self.pace}"

    def subject(self, site: str) -> str:
        """What it is about, in one line."""
        if self.pace is Pace.DAILY:
            line = ngettext(
                "Today on %(site)s: one piece of news",
                "Today on %(site)s: %(num)s pieces of news",
                self.count,
                site=site,
            )
        elif self.pace is Pace.WEEKLY:
            line = ngettext(
                "The week on %(site)s: one piece of news",
                "The week on %(site)s: %(num)s pieces of news",
                self.count,
                site=site,
            )
        else:
            first = self.groups[0].lines[0].text.rstrip(".")
            others = self.count - 1
            line = ngettext("%(first)s, and one more", "%(first)s, and %(num)s more", others, first=_short(first))
            line = line if others else first
        return _short(line)


def contents_of(letter: Letter, user: User) -> Contents | None:
    """What `letter` tells `user` now; None when there is nothing, or when it may not be told."""
    if not can_be_written_to(user):
        return None
    news = ThemeNews()
    if letter.pace == Pace.WEEKLY and paces_of(user.id)[THEMES] is not Pace.NEVER:
        news = theme_news(themes_watched_by(user.id), letter.since)
    return written(still_told(letter, user), news, Pace(letter.pace))


def written(notices: Sequence[Notice], news: ThemeNews, pace: Pace) -> Contents | None:
    """Notices, the newest first, and the news of themes as a letter; None when there is nothing to tell."""
    if not notices and not news.is_news:
        return None
    shown = notices[:MOST]
    groups = _by_page(shown)
    groups += _of_themes(_without(news, {line.url for group in groups for line in group.lines}))
    kinds = {each.kind for each in notices} | ({THEMES} if news.is_news else set())
    more = len(notices) - len(shown)
    count = more + sum(len(group.lines) for group in groups)
    return Contents(pace, groups, count, more, frozenset(kinds))


def _by_page(notices: Sequence[Notice]) -> list[Group]:
    """A group for each page, in the order of the newest notice about it; what is about no page comes last."""
    found: dict[PageName | None, Group] = {}
    for notice, said in zip(notices, sentences(notices), strict=True):
        name = notice.page.name if notice.page else None
        if name not in found:
            found[name] = Group(page_title(name), url=name.path) if name else Group("")
        found[name].lines.append(_line(said))
    return [group for name, group in found.items() if name] + [group for name, group in found.items() if not name]


def _line(said: Sentence) -> Line:
    before, link, after = said.text.partition(said.link or said.text)
    return Line(before, link, after, said.url, said.quote, said.language)


def _without(news: ThemeNews, told: set[str]) -> ThemeNews:
    """`news` without what the letter tells already: somebody may watch a theme and a page of it."""
    return replace(
        news,
        moved=[each for each in news.moved if each.url not in told],
        told=[each for each in news.told if each.url not in told],
        asked=[each for each in news.asked if each.url not in told],
    )


def _of_themes(news: ThemeNews) -> Iterator[Group]:
    if news.moved:
        yield Group(gettext("They have come further"), [_moved(each) for each in news.moved])
    if news.told:
        yield Group(gettext("New examples"), [_told(each) for each in news.told])
    if news.asked:
        others = news.open_questions - len(news.asked)
        more = ngettext("One more is waiting for an answer.", "%(num)s more are waiting for answers.", others)
        lines = [_asked(each) for each in news.asked]
        yield Group(gettext("Questions that nobody has answered"), lines, note=more if others else "")


def _moved(each: Moved) -> Line:
    names = {"who": each.owner.leaf, "old": gettext(STEPS[each.old]), "new": gettext(STEPS[each.new])}
    said = gettext("%(who)s has gone from %(old)s to %(new)s: %(page)s", page=each.title, **names)
    return _line(Sentence(said, each.url, link=each.title, language=each.language))


def _told(each: Told) -> Line:
    said = gettext("%(who)s tells about %(page)s", who=each.owner.leaf, page=each.title)
    return _line(Sentence(said, each.url, link=each.title, language=each.language))


def _asked(each: Asked) -> Line:
    return Line("", each.title, f" – {page_title(each.page)}", each.url)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
