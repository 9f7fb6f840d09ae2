"""Markdown as people, programs and bad luck write it, for hypothesis to put together."""

from hypothesis import strategies as st

WORDS = (
    "ord",
    "kommun",
    "Åsa",
    "digitalt",
    "2026",
    "snake_case",
    "i",
    "(se",
    "nedan)",
    "så:",
    "”citat”",
    "a*b",
    "5 * 3",
)
PIECES = (
    "**fet**",
    "*kursiv*",
    "_lutad_",
    "__stark__",
    "***båda***",
    "**fet *i* fet**",
    "~~bort~~",
    "H~2~O",
    "m^2^",
    "^^in^^",
    "`kod`",
    "``a ` b``",
    "[[Sida]]",
    "[[Kommun:Uddevalla|kommunen]]",
    "[[Sida#Del]]er",
    "[länk](https://a.se/x_y)",
    '[**fet**](https://a.se "titel")',
    "**[länk](https://a.se)**",
    "[^1]",
    "https://a.se/b_c_d",
    "<https://a.se>",
    "<kbd>Ctrl</kbd>",
    "<!-- dolt -->",
    "{{mall|a=b}}",
    "&ouml;",
    r"\*",
    r"\[",
    r"\_x\_",
    r"\\",
    "[[Fil:a.png|20px]]",
    "<br>",
    "*",
    "_",
    "**",
    "~",
    "^",
    "`",
    "[",
    "]",
    "<",
    "&",
    "|",
    "!",
)
STARTS = ("", "", "", "", "- ", "* ", "1. ", "2. ", "> ", "# ", "   ", "    ", ": ", "| ", "[^1]: ", "<!-- ", "+", "=")

words = st.lists(st.sampled_from(WORDS + PIECES), min_size=1, max_size=7).map(" ".join)
tight = st.lists(st.sampled_from(WORDS + PIECES), min_size=1, max_size=4).map("".join)
line = st.one_of(words, tight)
paragraph = st.lists(line, min_size=1, max_size=3).map("\n".join)
heading = st.tuples(st.integers(1, 6), words).map(lambda each: f"{'#' * each[0]} {each[1]}")
cell = st.lists(
    st.sampled_from([*WORDS, *(piece for piece in PIECES if piece != "|"), r"\|", "`a|b`"]), max_size=3
).map(" ".join)
noise = st.tuples(st.sampled_from(STARTS), line).map("".join)
noisy = st.lists(noise, min_size=1, max_size=5).map("\n".join)
odd = st.text(alphabet="ab *_-#>`~[]()|:!\\<&{}=+1.\n\t^", max_size=40)
code = st.tuples(st.sampled_from(["```", "~~~", "```sh"]), st.lists(line, max_size=3)).map(
    lambda each: "\n".join([each[0], *each[1], each[0][:3]])
)


@st.composite
def table(draw: st.DrawFn) -> str:
    """A table of some columns and rows, with links that hold strokes."""
    columns = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=1, max_size=4))
    rules = draw(st.lists(st.sampled_from(["---", ":--", "--:", ":-:"]), min_size=columns, max_size=columns))
    return "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], rules, *rows[1:]])


@st.composite
def listing(draw: st.DrawFn, depth: int = 0) -> str:
    """A list, with lists and paragraphs in its items, indented in one of the ways that work."""
    marker = draw(st.sampled_from(["-", "*", "+", "1."]))
    indent = draw(st.sampled_from([2, 3, 4]))
    lines: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        if lines and draw(st.integers(0, 3)) == 0:
            lines.append("")
        task = draw(st.sampled_from(["", "", "", "[ ] ", "[x] "]))
        sign = f"{number + 1}." if marker == "1." else marker
        lines.append(f"{sign} {task}{draw(words)}")
        inner: list[str] = []
        if depth < 3 and draw(st.booleans()):
            inner = draw(listing(depth + 1)).split("\n")
        elif draw(st.integers(0, 5)) == 0:
            inner = ["", *draw(st.one_of(words, code)).split("\n")]
        lines += [" " * indent + each if each else "" for each in inner]
    return "\n".join(lines)


quote = st.tuples(
    st.sampled_from(["", "[!NOTE]\n", "[!TIP] ", "[!WARNING]\n\n"]),
    st.lists(st.one_of(paragraph, listing(), code), min_size=1, max_size=2).map("\n\n".join),
).map(lambda each: "\n".join(f"> {row}".rstrip() for row in "".join(each).split("\n")))

block = st.one_of(
    paragraph,
    paragraph,
    heading,
    listing(),
    listing(),
    table(),
    quote,
    code,
    noisy,
    odd,
    st.sampled_from(
        ["---", "***", "<!-- rad\n\nrad -->", "{{Mall:X\n|a=b}}", "[[Kategori:Ledning]]", "Term\n: Förklaring"]
    ),
    words.map("[^1]: ".__add__),
    st.just("<details>\n<summary>Mer</summary>\n\nDolt.\n\n</details>"),
    st.just("[[Fil:karta.png|300px|alt=Karta|Text]]"),
)
document = st.lists(
    st.tuples(block, st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n\n\n"])), min_size=1, max_size=6
).map(lambda parts: "".join(text + gap for text, gap in parts))
