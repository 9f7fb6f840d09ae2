"""Links to pages, as the search counts them."""

from tests.conftest import World
from wiki.markup import parse_name
from wiki.pages.inbound import inbound_links
from wiki.pages.queries import find_page
from wiki.search.engine import links


def test_pages_that_link_are_counted_once_each(world: World) -> None:
    world.write("Mål", "Text. [[Mål]]")
    world.write("Ett", "Se [[Mål]] och [[Mål|detta]].")
    world.write("Två", "Se [[Mål]].")
    world.write("Gammalt mål", "#REDIRECT [[Mål]]")
    with world.app.app_context():
        keys = {}
        for title in ("Mål", "Ett"):
            page = find_page(parse_name(title))
            assert page
            keys[title] = f"page:{page.id}"
        assert inbound_links([*keys.values(), "topic:7"]) == {keys["Mål"]: 2}
        assert inbound_links([]) == {}
        assert links() is inbound_links


def test_subpages_do_not_count_for_their_own_page(world: World) -> None:
    world.write("Kommun:Umeå", "Text.")
    world.write("Kommun:Umeå/Lås", "Se [[Kommun:Umeå]].")
    world.write("Kommun:Umeåregionen", "Se [[Kommun:Umeå]].")
    with world.app.app_context():
        page = find_page(parse_name("Kommun:Umeå"))
        assert page
        assert inbound_links([f"page:{page.id}"]) == {f"page:{page.id}": 1}
