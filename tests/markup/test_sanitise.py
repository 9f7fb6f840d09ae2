"""Sanitising: whatever goes in, only what is on the list comes out."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.markup import render
from wiki.markup.sanitise import TAGS, is_safe_url, sanitise

ATTRIBUTES = {
    "href",
    "rel",
    "title",
    "class",
    "lang",
    "open",
    "tabindex",
    "src",
    "alt",
    "loading",
    "width",
    "height",
    "type",
    "checked",
    "disabled",
    "start",
    "id",
    "colspan",
    "rowspan",
    "scope",
}
VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=javascript:alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<style>@import 'javascript:alert(1)';</style>",
    '<div style="background:url(javascript:alert(1))">x</div>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="/\t/evil.example">x</a>',
    '<a href="https:///evil.example">x</a>',
    '<a href="x" target=_top onclick=alert(1) id=x name=body>x</a>',
    '<h2 id="mk-menu">x</h2>',
    '<h2 id="fn:1">x</h2>',
    "<p id=body name=forms>x</p>",
    "<img name=getElementById id=cookie src=/file/x>",
    '<div class="heading red" role=alert aria-label=x>x</div>',
    '<iframe src="https://evil.example"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<object data=x><embed src=x>",
    '<base href="https://evil.example/">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><input name=password type=password><button formaction=x>x</button></form>",
    "<input type=image src=x onerror=alert(1)>",
    "<input type=text autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<template><script>alert(1)</script></template>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    '<?xml version="1.0"?><script>alert(1)</script>',
    "<a href='x' \x00onclick=alert(1)>x</a>",
    '<img src="/file/x" srcset="//evil.example/x">',
    "[x](javascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](&#x6A;avascript:alert(1))",
    "<javascript://%0aalert(1)>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](/file/x)',
    '[x](https://a.example "t\\" onclick=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "[[A|<img src=x onerror=alert(1)>]]",
    '[["onclick=alert(1)//]]',
    '[[#" onclick=alert(1)]]',
    '## " onclick=alert(1) x="',
    '```" onclick="alert(1)\n</code></pre><script>alert(1)</script>\n```',
    '<div lang="x" onclick=alert(1)>\n\n</div>',
    '<abbr title="x" onclick="alert(1)">x</abbr>',
    "<details open onclick=x><summary><script>alert(1)</script></summary>",
    "\x02wzxhzdk:0\x03<script>\x02amp\x03#106;",
    '[^"><script>alert(1)</script>]: x\n\n[^"><script>alert(1)</script>]',
]


class Checker(HTMLParser):
    """Fails at the first thing that should not have come out."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES, (tag, name)
            if name in ("href", "src"):
                assert is_safe_url(value or ""), value
            if name == "id":
                assert not (value or "").startswith("mk-")
        if tag == "input":
            assert dict(attrs) | {"checked": ""} == {"type": "checkbox", "disabled": "", "checked": ""}

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def check(html: str) -> None:
    """Only listed elements and attributes, and only safe addresses."""
    checker = Checker()
    checker.feed(html)
    checker.close()


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_runs_comes_out(vector: str) -> None:
    check(sanitise(vector))
    check(render(vector).html)
    check(render(f"> - text {vector} text\n\n| a |\n|---|\n| {vector} |").html)


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(VECTORS),
        st.sampled_from(
            ["<a href=", '"', "'", ">", "<", "</", "<style>", "</style>", "<svg>", "<math>", "<table>", "<p ", "=", "`"]
        ),
        st.text(max_size=5),
    ),
    max_size=8,
).map("".join)


@given(FRAGMENTS)
@settings(deadline=None)
def test_no_mixture_of_them_does_either(html: str) -> None:
    clean = sanitise(html)
    check(clean)
    assert sanitise(clean) == clean
    check(render(html).html)


@pytest.mark.parametrize(
    "html",
    [
        '<p>text <a class="wikilink" href="/wiki/A#b">x</a> <a href="mailto:a@b.se">m</a> <a href="tel:+46">t</a></p>',
        '<a class="external" href="https://skr.se/a?b=c&amp;d" rel="nofollow noopener">x</a>',
        '<div class="scroll" tabindex="0"><table><tbody><tr><td class="right">1</td></tr></tbody></table></div>',
        '<h2 id="Kort_om_oss">x</h2><img alt="" loading="lazy" src="/file/x.png">',
        '<span lang="en">x</span><abbr title="x">y</abbr><br>',
    ],
)
def test_what_we_write_ourselves_is_left_alone(html: str) -> None:
    assert sanitise(html) == html
