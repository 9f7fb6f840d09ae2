"""Topics as a talk page, and that the way in reads the same topics of it."""

from datetime import UTC, datetime, timedelta

import pytest

from wiki.exporting.mediawiki.talk_text import LEFT_OUT, Post, Topic, talk_text
from wiki.markup import parse_name, render
from wiki.mediawiki.wikitext.back import to_wikitext
from wiki.mediawiki.wikitext.back.names import NAMES
from wiki.mediawiki.wikitext.talk import Post as ReadPost
from wiki.mediawiki.wikitext.talk import read_talk

PAGE = parse_name("Kommun:Åre")
AT = datetime(2026, 11, 22, 11, 2, tzinfo=UTC)

AWKWARD = [
    "En rad.",
    "Första stycket.\n\nAndra stycket, med **fetstil** och [[Pilot|länk]].",
    "- a\n- b\n  - c",
    "1. ett\n2. två\n\nSlut.",
    "Så här:\n\n```\n# en kommentar\n: inte indraget\n  två blanka\n```",
    "```python\nx = 1\n```\n\nEfter koden.",
    "| A | B |\n| --- | --- |\n| 1 | 2 |",
    "> Ett citat\n\nSvar på det.",
    "Ord\n: Betydelse",
    "* inte ** en lista: ~~~~ {{inte}} `{{nej}}` == a ==",
    "Slutar med en bild av ord: <br> och [SKR](https://skr.se/)",
]


def read_back(topics: list[Topic], texts: dict[int, str]) -> list[tuple[str, list[tuple[int, str, str]]]]:
    page = read_talk(
        talk_text(topics, {number: to_wikitext(text, PAGE, takes_in=False) for number, text in texts.items()}),
        PAGE,
        NAMES,
    )
    assert page.above == ""
    return [(topic.title, [row for post in topic.posts for row in rows(post, 0)]) for topic in page.topics]


def rows(post: ReadPost, depth: int) -> list[tuple[int, str, str]]:
    below = [row for reply in post.replies for row in rows(reply, depth + 1)]
    return [(depth, post.author, render(post.text, PAGE).html), *below]


@pytest.mark.parametrize("text", AWKWARD)
def test_a_post_is_the_same_post_at_any_depth(text: str) -> None:
    deepest = Post(3, "Åsa Ö", AT + timedelta(minutes=3))
    reply = Post(2, "Elna", AT + timedelta(minutes=2), [deepest])
    topic = Topic("Hur gör ni?", Post(1, "Ek", AT, [reply, Post(4, "Ek", AT + timedelta(days=40))]))
    html = render(text, PAGE).html
    assert read_back([topic], dict.fromkeys((1, 2, 3, 4), text)) == [
        ("Hur gör ni?", [(0, "Ek", html), (1, "Elna", html), (2, "Åsa Ö", html), (1, "Ek", html)])
    ]


@pytest.mark.parametrize("title", ["=", "a = b", "== a ==", "Vad kostar '''det'''?", "[[Pilot]] & <b>", "{{a|b}}"])
def test_a_title_is_the_same_title(title: str) -> None:
    assert [each for each, _ in read_back([Topic(title, Post(1, "Ek", AT))], {1: "Text"})] == [title]


def test_signatures_are_those_of_the_swedish_mediawiki() -> None:
    text = talk_text([Topic("A", Post(1, "Åsa", AT))], {1: "Text\n"})
    assert (
        text == "== A ==\nText [[Användare:Åsa|Åsa]] ([[Användardiskussion:Åsa|diskussion]]) "
        "22 november 2026 kl. 11.02 (UTC)\n"
    )
    post = read_talk(text, PAGE, NAMES).topics[0].posts[0]
    assert (post.author, post.at) == ("Åsa", AT)


def test_a_hidden_post_says_nothing_but_that_it_was_where_others_answer_it() -> None:
    answered = Post(2, "Dold", AT, [Post(3, "Elna", AT)])
    topic = Topic("A", Post(1, "Ek", AT, [answered, Post(4, "Dold", AT)]))
    text = talk_text([topic], {1: "Fråga", 3: "Svar"})
    assert text.count(LEFT_OUT) == 1
    assert "Dold" not in text
    assert talk_text([topic], {}).strip() == ""
