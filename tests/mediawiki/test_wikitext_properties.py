"""What holds for every wikitext: it is always read, prose stays as it is, and no address vanishes."""

import re
from html import unescape
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.markup import parse_name, render
from wiki.mediawiki.wikitext import convert
from wiki.mediawiki.wikitext.back import to_wikitext
from wiki.mediawiki.wikitext.talk import read_talk

HERE = parse_name("Kommun:Mittköping")
PIECES = [
    *"*#:;=|!'-[]{}<>&~_^`\\ \n\n",
    *("''", "'''", "'''''", "[[", "]]", "{{", "}}", "{{{", "}}}", "{|", "|}", "|-", "||", "!!", "|+", "==", "----"),
    *("<ref>", "</ref>", "<ref name=a/>", "<references/>", "<nowiki>", "</nowiki>", "<pre>", "</pre>", "<code>"),
    *("</code>", "<div>", "</div>", "<blockquote>", "</blockquote>", "<ul>", "<li>", "</ul>", "<table>", "<td>"),
    *("</table>", "<br>", "<!--", "-->", "<gallery>\n", "</gallery>", "<span class=wikiplats title=/a>", "</span>"),
    *(
        "Fil:A.png|thumb|",
        "Kategori:B",
        "#if:",
        "https://a.se/b",
        "[https://a.se ",
        "&amp;",
        "&#42;",
        "__TOC__",
        "\x02",
    ),
    *("#OMDIRIGERING [[A]]", "katt", "å", "1.", "~~~~", "[[Användare:A|A]] 1 maj 2012 kl. 10.00", "colspan=9|"),
]
wikitext = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
letters = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd")), min_size=1, max_size=9)
words = st.one_of(
    letters, st.sampled_from(["snake_case", "5*3", "a`b", "[1]", "C:\\temp", "#1", "~10", "1.", "2)", "x^2"])
)
signs = st.sampled_from(
    ["-", "+", ">", "*a", "_b_", "**", "|", "a|b", "<", "<x", "\\*", "---", "```", "![a](b)", "&", "$"]
)
prose = st.lists(st.lists(st.one_of(words, signs), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4)
names = st.text("abcåäö ÅÄ()-,", min_size=1, max_size=12).map(str.strip).filter(lambda name: name.strip("-,() ") != "")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(wikitext)
def test_every_text_is_read(text: str) -> None:
    converted = convert(text, HERE)
    assert all(1 <= lost.line <= text.count("\n") + 1 for lost in converted.lost)
    assert all(lost.sentence for lost in converted.lost)
    assert "\x02" not in converted.text
    read_talk(text, HERE)
    to_wikitext(text, HERE)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_every_string_is_read(text: str) -> None:
    convert(text, HERE)
    read_talk(text, HERE)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(prose)
def test_prose_is_shown_as_it_is(lines: list[str]) -> None:
    text = "\n".join("Ord " + line if re.match(r"[*#:;={ |!-]", line) else line for line in lines)
    shown = unescape(re.sub("<[^<>]*>", "", render(convert(text, HERE).text, HERE).html))
    assert " ".join(shown.split()) == " ".join(text.split())


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(names, min_size=1, max_size=5), st.sampled_from(["", "* ", ": ", "; ", "''x'' ", "{|\n| ", "== A ==\n"])
)
def test_every_link_is_in_the_text_or_told_of(targets: list[str], start: str) -> None:
    text = start + " och ".join(f"[[{name}|ord]]" for name in targets)
    converted = convert(text, HERE)
    linked = {link.target for link in render(converted.text, HERE).links}
    for name in targets:
        assert parse_name(name) in linked or any(name in lost.original for lost in converted.lost)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(st.text("abcåö-_.~%()*&=?/#+,", min_size=1, max_size=15), min_size=1, max_size=4),
    st.sampled_from(["[https://a.se/{} ord]", "[https://a.se/{}]", "https://a.se/{}", "* https://a.se/{} och"]),
)
def test_every_address_is_in_the_text_or_told_of(paths: list[str], form: str) -> None:
    paths = [path + "x" for path in paths]
    text = "\n\n".join(form.format(path) for path in paths)
    converted = convert(text, HERE)
    html = unquote(unescape(render(converted.text, HERE).html))
    for path in paths:
        is_bare = "[" not in form and ")" in path and "(" not in path  # then MediaWiki ends the address there
        address = unquote(path.partition(")")[0].rstrip(".,:;!?") if is_bare else path)
        assert f'href="https://a.se/{address}' in html or any(address in lost.original for lost in converted.lost)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(wikitext)
def test_what_has_been_written_as_wikitext_is_read_back(text: str) -> None:
    """Once a text has been there and back, it stays as it is shown."""
    once = convert(to_wikitext(convert(text, HERE).text, HERE), HERE).text
    twice = convert(to_wikitext(once, HERE), HERE).text
    assert _words(once) == _words(twice)


def _words(source: str) -> str:
    return "".join(re.sub("<[^<>]*>", "", render(source, HERE).html).split())
