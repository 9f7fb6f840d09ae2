"""What the namespaces of the other wiki become here: by their names, or as whoever brings them in says."""

from collections.abc import Iterable, Mapping

from wiki.core.errors import N_, Refusal
from wiki.markup import Namespace
from wiki.mediawiki.wikitext.names import Names

FIRST_OF_THEIR_OWN = 100  # below that, every MediaWiki has the same
LEFT_OUT = {  # what belongs to the program rather than to its readers, and means nothing here
    -2: "Media",
    -1: "Special",
    8: "MediaWiki",
    710: "TimedText",
    828: "Module",
    2300: "Gadget",
    2302: "Gadget definition",
    2600: "Topic",
}


class BadMapping(Refusal):
    """What was said about a namespace makes no sense."""

    msgid = N_("“%(text)s” does not say what becomes of a namespace. Write its number there and ours: 100=Tema.")


def names_of(known: Mapping[int, str], chosen: Mapping[int, Namespace]) -> Names:
    """The names of a wiki that calls its namespaces `known`, of which some become what is `chosen`.

    Where nothing is chosen, a namespace that is called as one of ours becomes that one; of others the prefix stays.
    """
    both = {**known, **{number: namespace.prefix for number, namespace in chosen.items()}}
    return Names.of(both, [(known[number], number) for number in chosen if number in known])


def is_left_out(number: int, chosen: Mapping[int, Namespace]) -> bool:
    """Whether pages of that namespace, or of its talk pages, are not brought in."""
    subject = number - 1 if number > 0 and number % 2 else number
    return subject in LEFT_OUT and subject not in chosen


def namespace_called(prefix: str) -> Namespace | None:
    """The namespace of ours that is called `prefix` in one of its languages."""
    wanted = prefix.replace("_", " ").strip().casefold()
    for namespace in Namespace:
        if wanted and wanted in {each.casefold() for each in (namespace.prefix, *namespace.aliases)}:
            return namespace
    return None


def read_mapping(texts: Iterable[str]) -> dict[int, Namespace]:
    """What texts like "100=Tema" say; "100=" means without a prefix. Raises BadMapping."""
    chosen: dict[int, Namespace] = {}
    for text in texts:
        number, equals, name = (part.strip() for part in text.partition("="))
        found = namespace_called(name.rstrip(":")) if name else Namespace.MAIN
        if not equals or not number.isdecimal() or found is None:
            raise BadMapping(text=text)
        if int(number) < FIRST_OF_THEIR_OWN or int(number) % 2:
            raise BadMapping(text=text)
        chosen[int(number)] = found
    return chosen
