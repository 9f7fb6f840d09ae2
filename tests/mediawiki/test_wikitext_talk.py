"""Talk pages of a MediaWiki: headings as topics, signatures and indents as replies."""

from datetime import UTC, datetime

import pytest

from wiki.markup import parse_name
from wiki.mediawiki.wikitext.names import Names
from wiki.mediawiki.wikitext.signatures import moment, signature
from wiki.mediawiki.wikitext.talk import UNDATED, UNSIGNED, Post, read_talk

PAGE = parse_name("Mål")
PAGE_TEXT = """{{Diskussion}}
== Nya siffror ==
Ska vi [[Mål|ändra]]? --[[Användare:Elna|Elna]] ([[Användardiskussion:Elna|diskussion]]) 21 mars 2012 kl. 14.05 (CET)
:Ja.
:Mer. [[Användare:Bo|Bo]] ([[Användardiskussion:Bo|diskussion]]) 22 mars 2012 kl. 09.10 (CEST)
::Bra! — [[User:Ed|Ed]] ([[User talk:Ed|talk]]) 14:05, 21 March 2012 (UTC)
:Jag med. [[Bruker:Ola|Ola]] ([[Brukerdiskusjon:Ola|diskusjon]]) 3. apr. 2012 kl. 10:00 (UTC)
Ny tanke utan namn
* a
:Svar {{osignerad|Per|4 april 2012 kl. 11.00}}

== Osignerat ''om'' [[C#|C]] ==
Bara text.
<!--
== Ingen rubrik ==
-->
== Listor ==
Så här:
* ett
* två
[[Användare:Elna|Elna]] 21 mars 2012 kl. 14.05 (CET)
"""


def shape(post: Post) -> tuple[str, str, list[object]]:
    return post.author, post.text.strip(), [shape(reply) for reply in post.replies]


def test_a_talk_page_becomes_topics_with_replies() -> None:
    talk = read_talk(PAGE_TEXT, PAGE)
    assert talk.above == "{{Mall:Diskussion}}\n"
    assert [(topic.title, topic.line) for topic in talk.topics] == [
        ("Nya siffror", 2),
        ("Osignerat om C", 12),
        ("Listor", 17),
    ]
    assert [shape(post) for post in talk.topics[0].posts] == [
        (
            "Elna",
            "Ska vi [[Mål|ändra]]?",
            [("Bo", "Ja.\nMer.", [("Ed", "Bra!", [])]), ("Ola", "Jag med.", [])],
        ),
        ("", "Ny tanke utan namn\n\n- a", [("Per", "Svar", [])]),
    ]
    assert shape(talk.topics[2].posts[0]) == ("Elna", "Så här:\n\n- ett\n- två", [])


def test_what_nobody_signed_is_kept_with_the_reason() -> None:
    post = read_talk(PAGE_TEXT, PAGE).topics[1].posts[0]
    assert (post.author, post.at, post.reason) == ("", None, UNSIGNED)
    assert post.text.startswith("Bara text.")


def test_no_word_of_the_page_is_left_out() -> None:
    talk = read_talk(PAGE_TEXT, PAGE)
    said = talk.above + "".join(each.text for topic in talk.topics for post in topic.posts for each in post.walk())
    for word in ("Diskussion", "Ska vi", "Ja.", "Mer.", "Bra!", "Jag med.", "utan namn", "Svar", "Bara text", "två"):
        assert word in said


@pytest.mark.parametrize(
    ("line", "author", "at"),
    [
        ("Hej --[[Användare:Elna|E]] 1 maj 2012 kl. 14.05 (CEST)", "Elna", datetime(2012, 5, 1, 12, 5, tzinfo=UTC)),
        ("Hej [[Bruker:Å_B|Å]] 1. mai 2012 kl. 14:05 (CEST)", "Å B", datetime(2012, 5, 1, 12, 5, tzinfo=UTC)),
        ("Hi [[User talk:ed|t]] 23:05, 1 May 2012 (UTC)", "Ed", datetime(2012, 5, 1, 23, 5, tzinfo=UTC)),
        ("Hi [[Special:Contributions/10.0.0.1|10.0.0.1]] 23:05, 1 May 2012 (UTC)", "10.0.0.1", None),
        ("Hej ''[[Användare:Elna]]'' <small>den 1 maj 2012 kl. 14:05</small>", "Elna", None),
        ("Hej {{unsigned|10.0.0.1}}", "10.0.0.1", None),
        ("Hej – [[Användare:Elna|Elna]]", "Elna", None),
    ],
)
def test_signatures(line: str, author: str, at: datetime | None) -> None:
    signed = signature(line, Names())
    assert signed
    assert (signed.author, line[: signed.start].strip()) == (author, line.split(maxsplit=1)[0])
    assert at is None or signed.at == at


@pytest.mark.parametrize(
    "line",
    [
        "Fråga [[Användare:Elna|Elna]] om det.",
        "Det hände 21 mars 2012 kl. 14.05 (CET)",
        "Enligt [[Mål]] 21 mars 2012 kl. 14.05",
        "Tack [[Användare:Elna]]",
        "",
    ],
)
def test_what_is_no_signature(line: str) -> None:
    assert signature(line, Names()) is None


def test_a_signature_without_time_says_so() -> None:
    post = read_talk("== A ==\nHej --[[Användare:Elna|Elna]]", PAGE).topics[0].posts[0]
    assert (post.author, post.at, post.reason) == ("Elna", None, UNDATED)


def test_a_day_that_does_not_exist_is_none() -> None:
    assert moment("31 februari 2012 kl. 10.00") is None


def test_losses_tell_the_line_of_the_talk_page() -> None:
    talk = read_talk("Ingress\n== A ==\nHej\n{{#if:x|y}}\n", PAGE)
    assert [(lost.kind, lost.line) for lost in talk.lost] == [("condition", 4)]
