import subprocess
import sys
from functools import partial
from time import process_time
from timeit import repeat

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from filmjournal.exchange.reading.html_text import literal, markdown_of

MARKDOWN = MarkdownIt().enable("strikethrough").enable("table")


def shown(markdown: str) -> str:
    """Return the lines that Markdown shows where there is nothing but text; fail where there is anything else."""
    paragraphs = []
    for token in MARKDOWN.parse(markdown):
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}, token
        if token.type == "inline":
            text = ""
            for part in token.children or ():
                assert part.type in {"text", "text_special", "hardbreak", "softbreak"}, part
                assert part.type != "softbreak", "a line end was lost"
                text += "\n" if part.type == "hardbreak" else part.content
            paragraphs.append(text)
    return "\n\n".join(paragraphs)


def lines(text: str) -> list[list[str]]:
    """Return the paragraphs, each as its lines without space around them."""
    whole = "\n".join(line.strip(" \t") for line in text.split("\n")).strip("\n")
    while "\n\n\n" in whole:
        whole = whole.replace("\n\n\n", "\n\n")
    return [paragraph.split("\n") for paragraph in whole.split("\n\n")]


signs = st.text(st.sampled_from("*_`[]()<>&~#-+=|:.!\\\n\t 1a;é"), max_size=30)


@given(signs)
@example("a\n===\nb\n---\n- - -\n* * *\n_ _ _")
@example("| a | b |\n|---|---|\n| 1 | 2 |")
@example("1. one\n23) two\n\n    code\n\tcode\n> quote\n# head\n```\nfence\n~~~")
@example("[a]: http://b\n[a][b] ![c](d) <https://e> <b> &amp; &#35; ~~f~~")
@example("\\* \\\n\\\\")
def test_plain_text_looks_in_markdown_as_it_stands(text: str) -> None:
    assert lines(shown(literal(text))) == lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quiet, and then not. AT&T, R&B, <3, a < b > c, 5 * 3, snake_case, [REC]², 50%, #1, it's -- fine",
        "One paragraph.\n\nAnother; “quoted” – and 3.5/5 (almost)!\n\n\n\nFar below.",
        "👩‍👩‍👧‍👦\u200e\u00a0ﬁn\ufeff",
    ],
)
def test_plain_text_in_which_nothing_means_anything_is_untouched(text: str) -> None:
    assert markdown_of(text) == text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<i>Heat</i> <em>is</em> <b>very</b> <strong>good</strong>", "*Heat* *is* **very** **good**"),
        ('See <a href="https://boxd.it/abc">this one</a>.', "See [this one](https://boxd.it/abc)."),
        ("<blockquote>We are alone.\nQuite.</blockquote>\nSo it says.", "> We are alone.  \n> Quite.\n\nSo it says."),
        ("<p>One</p>\n\n<p>two</p>", "One\n\ntwo"),
        ("<h2>Sound</h2>It is <i>loud</i>", "## Sound\n\nIt is *loud*"),
        ("one<br>two<br />three", "one  \ntwo  \nthree"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<i>365 dni<i> is bad", "*365 dni* is bad"),
        ("<b>never ended", "**never ended**"),
        ("ended</i> twice</b> <i>x</i>", "ended twice *x*"),
        ("It&#39;s &quot;fine&quot; &amp; R&B &lt;3", 'It\'s "fine" & R&B <3'),
        ("&amp;lt; stays", "\\&lt; stays"),
        ("<sarcasm>great</sarcasm> & <b>bold</b>", "\\<sarcasm>great\\</sarcasm> & **bold**"),
        (
            "5 * 3 *is* <i>fifteen</i>\n# no heading\n- no list",
            "5 * 3 \\*is\\* *fifteen*  \n\\# no heading  \n\\- no list",
        ),
        ("a\n\n<i>b\n\nc</i>\n\nd*e*", "a\n\n*b*\n\n*c*\n\nd\\*e\\*"),
        ("x\u00a0<b>é👩‍👩‍👧</b>\u200e", "x\u00a0**é👩‍👩‍👧**\u200e"),
        ("<code>a*b_c</code> \\* \ufdd0", "`a*b_c` \\\\\\* \ufdd0"),
        ("one\r\ntwo\rthree", "one  \ntwo  \nthree"),
        ("a <  b> c </ i> <i >d</i>", "a <  b> c \\</ i> *d*"),
    ],
)
def test_html_becomes_markdown_that_looks_the_same(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


tags = st.sampled_from(["i", "em", "b", "strong", "p", "blockquote", "h2", "u", "a"])
pieces = st.lists(
    st.one_of(
        st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8),
        st.sampled_from([" ", "\n", "\n\n", "<br>", " < ", " & ", "&quot;", "* ", "<->", "</ >"]),
        tags.map(lambda tag: f"<{tag}>"),
        tags.map(lambda tag: f"</{tag}>"),
    ),
    max_size=20,
)


@given(pieces)
def test_no_word_is_ever_lost_however_the_tags_stand(stated: list[str]) -> None:
    words = "".join(piece for piece in stated if piece.isalnum())
    assert words in "".join(letter for letter in markdown_of("".join(stated)) if letter.isalnum())


def test_the_library_is_loaded_only_where_there_is_html() -> None:
    program = (
        "import sys; from filmjournal.exchange.reading.html_text import markdown_of;"
        "markdown_of('a < b & *c* <3'); assert 'html_to_markdown' not in sys.modules;"
        "markdown_of('<b>c</b>'); assert 'html_to_markdown' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.parametrize(
    "piece", ["-", " ", "<i>", "<a ", "[", "](", "&a", "\\", "*", "\n", " \n", "<", "-:| ", "1.", "<<<<<<<\n"]
)
def test_however_long_a_text_is_it_takes_no_more_than_its_length(piece: str) -> None:
    text = f"x \n{piece * (40_000 // len(piece))}x"
    once, four_times = (
        min(repeat(partial(markdown_of, some), number=1, repeat=3, timer=process_time)) for some in (text, text * 4)
    )
    assert four_times < 0.1 + once * 10
