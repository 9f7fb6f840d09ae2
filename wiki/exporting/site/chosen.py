"""Which pages come along: all that readers see, or those of one theme."""

from sqlalchemy import select

from wiki.core.db import session
from wiki.core.errors import Refusal
from wiki.examples.models import Example
from wiki.examples.queries import ExampleFilter, conditions
from wiki.examples.theme_page import guidance_of
from wiki.exporting.site.file_names import SiteNames
from wiki.exporting.site.site import Options, Site
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.pages.models import Link, Page
from wiki.pages.queries import find_page
from wiki.talk.models import Topic

AT_ONCE = 400  # numbers in one question: databases limit them


def theme_called(text: str) -> PageName:
    """The theme that somebody names, followed where its page is a redirect. Raises Refusal."""
    try:
        name = parse_name(text, default=Namespace.THEME)
        page = find_page(name)
        if page and page.redirect_to:
            page = find_page(parse_name(page.redirect_to.partition("#")[0]))
    except BadName:
        page = None
    if page is None or page.kind != "theme":
        raise Refusal("There is no theme called %(name)s.", name=text)
    return page.name


def site_of(options: Options, base_url: str, names: SiteNames) -> tuple[Site, dict[PageName, int]]:
    """The copy that is to be made, and the numbers of its pages, in the order of their names.

    Paths are given in the order in which the pages were made: what comes later changes none of them.
    """
    rows = session().execute(
        select(Page.id, Page.namespace, Page.title).where(Page.current_revision_id.is_not(None)).order_by(Page.id)
    )
    numbers = {PageName(Namespace(namespace), title): number for number, namespace, title in rows}
    paths = {name: names.give(name) for name in numbers}
    chosen = _of_theme(options.theme) if options.theme else set(numbers.values())
    included = sorted(name for name, number in numbers.items() if number in chosen)
    topics = _topics(chosen, {number: name for name, number in numbers.items()}) if options.with_talk else {}
    site = Site(
        options,
        base_url,
        {name: paths[name] for name in included},
        frozenset(numbers.keys() - set(included)),
        frozenset(topics.values()),
        topics,
    )
    return site, {name: numbers[name] for name in included}


def _topics(chosen: set[int], names: dict[int, PageName]) -> dict[int, PageName]:
    rows = session().execute(select(Topic.id, Topic.page_id).order_by(Topic.id))
    return {number: names[page_id] for number, page_id in rows if page_id in chosen}


def _of_theme(theme: PageName) -> set[int]:
    """The theme's page, what lies below it, the guidance and the examples in it, and the files that these show."""
    stem = f"{theme.title}/"
    of_themes = select(Page.id).where(Page.namespace == Namespace.THEME.value)
    chosen = set(session().scalars(of_themes.where(Page.title == theme.title)))
    chosen |= set(session().scalars(of_themes.where(Page.title.startswith(stem, autoescape=True))))
    chosen |= {page.id for page in guidance_of(theme)}
    examples = select(Example.page_id).where(*conditions(ExampleFilter(theme=theme.title)))
    chosen |= set(session().scalars(examples))
    return chosen | _files_of(sorted(chosen))


def _files_of(page_ids: list[int]) -> set[int]:
    same = (Page.namespace == Link.target_namespace) & (Page.title == Link.target_title)
    found: set[int] = set()
    for start in range(0, len(page_ids), AT_ONCE):
        some = Link.page_id.in_(page_ids[start : start + AT_ONCE])
        found |= set(session().scalars(select(Page.id).join(Link, same).where(Link.kind == "file", some)))
    return found
