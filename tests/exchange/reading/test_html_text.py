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


REVIEWS_AS_LETTERBOXD_WRITES_THEM = [
    ("<i>Ash one</i>\n\n<i>Oak two</i>", "*Ash one*\n\n*Oak two*"),
    ("<b>Ash</b>\n\n<i>Oak</i> and more", "**Ash**\n\n*Oak* and more"),
    ("<i>one </i>two", "*one* two"),
    ("<i>one\u00a0</i>two", "*one*\u00a0two"),
    ("<i>one&nbsp;</i>two", "*one*\u00a0two"),
    ("<i>one </i><i>two</i>", "*one* *two*"),
    ("one<i> two</i>", "one *two*"),
    (
        'see <a href="https://x.example/1">Ash\n\nNext <a href="https://x.example/2">Oak</a>.',
        "see [Ash](https://x.example/1)\n\nNext [Oak](https://x.example/2).",
    ),
    (
        '<a href="https://x.example/1">Ash\n\nelm</a> oak',
        "[Ash](https://x.example/1)\n\n[elm](https://x.example/1) oak",
    ),
    ('a<a href="https://x.example/1"> b </a>c', "a [b](https://x.example/1) c"),
    ('Oh!<a href="https://x.example/(1)"><i>b]</i></a>', "Oh\\![*b\\]*](<https://x.example/(1)>)"),
    ("<blockquote><i>a</i>\n\n<b>b</b></blockquote>", "> *a*\n>\n> **b**"),
    ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", "> a\n>\n> > b\n>\n> c\n\nd"),
    ("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b"),
    ("<b><i>x</i> y</b>", "***x* y**"),
    ("<i>a <i>b</i> c</i> d", "*a b c* d"),
    ("<b><i>both</b></i> none", "***both*** none"),
    ("<i>a\n\n\n\nb</i>", "*a*\n\n*b*"),
    ("<i>(a)</i>b", "*(a*)b"),
    ("<p><i>a</i></p><p><i>b</i></p>", "*a*\n\n*b*"),
    ("<ul><li>a</li><li><b>b</b></li></ul>c", "- a\n- **b**\n\nc"),
    ("<ol><li>a<li>b</ol>c", "1. a\n2. b\n\nc"),
    ("<i>never\n\nended", "*never*\n\n*ended*"),
]


@pytest.mark.parametrize(("html", "markdown"), REVIEWS_AS_LETTERBOXD_WRITES_THEM)
def test_the_structure_of_a_review_is_the_same_in_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


Word = tuple[str, frozenset[str], str]
"""A word, with the styles that it has, and the address that it leads to."""
Paragraph = tuple[int, list[list[Word]]]
"""How many quotations a paragraph is in, and its lines."""


def rendered(markdown: str) -> list[Paragraph]:
    """Return the paragraphs that Markdown shows."""
    paragraphs: list[Paragraph] = []
    depth = 0
    for token in MARKDOWN.parse(markdown):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "inline":
            rows: list[list[Word]] = [[]]
            styles: list[str] = []
            link = ""
            for part in token.children or ():
                if part.type == "hardbreak":
                    rows.append([])
                elif part.type in {"link_open", "link_close"}:
                    link = str(part.attrs.get("href", ""))
                elif part.type.endswith("_open"):
                    styles.append(part.tag)
                elif part.type.endswith("_close"):
                    styles.remove(part.tag)
                else:
                    assert part.type in {"text", "text_special"}, part
                    rows[-1] += [(word, frozenset(styles), link) for word in part.content.split()]
            paragraphs.append((depth, rows))
        else:
            assert token.type in {"paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close"}, token
    return paragraphs


TAGS = {"em": ("i", "em"), "strong": ("b", "strong")}

words = st.tuples(
    st.text("abcé", min_size=1, max_size=4),
    st.sets(st.sampled_from(["em", "strong"])).map(frozenset),
    st.sampled_from(["", "", "https://x.example/1", "https://x.example/2?a=b"]),
)
paragraphs_of_words = st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=3)
trees = st.lists(st.tuples(st.integers(0, 2), paragraphs_of_words), min_size=1, max_size=4)


def html_of(tree: list[Paragraph], data: st.DataObject) -> str:
    """Return a tree as HTML, in one of the many ways in which it can be written."""
    written: list[str] = []
    for depth, rows in tree:
        lines_of_html = []
        for row in rows:
            line = ""
            for word, styles, link in row:
                space = data.draw(st.sampled_from([" ", "\u00a0", "&nbsp;", "  "]))
                is_within = data.draw(st.booleans())
                piece = f"{word}{space}" if is_within else word
                for style in data.draw(st.permutations(sorted(styles))):
                    tag = data.draw(st.sampled_from(TAGS[style]))
                    piece = f"<{tag}>{piece}</{tag}>"
                piece = f'<a href="{link}">{piece}</a>' if link else piece
                line += piece if is_within else f"{piece}{space}"
            lines_of_html.append(line)
        between = data.draw(st.sampled_from(["\n", "<br>", "<br />\n"]))
        paragraph = between.join(lines_of_html)
        paragraph = f"<p>{paragraph}</p>" if data.draw(st.booleans()) else paragraph
        written.append(f"{'<blockquote>' * depth}{paragraph}{'</blockquote>' * depth}")
    return data.draw(st.sampled_from(["\n\n", "<br><br>", "\n \n"])).join(written)


@given(trees, st.data())
def test_markdown_shows_the_tree_that_the_html_was(tree: list[Paragraph], data: st.DataObject) -> None:
    assert rendered(markdown_of(html_of(tree, data))) == tree


signs_and_letters = st.text("ab é.,!\"'()-*_“—#", min_size=1, max_size=5)
runs = st.tuples(signs_and_letters, st.lists(st.sampled_from(["i", "b", "em"]), max_size=2, unique=True))


@given(st.lists(runs, min_size=1, max_size=4))
def test_no_mark_is_shown_however_signs_and_emphasis_meet(drawn: list[tuple[str, list[str]]]) -> None:
    html = ""
    for text, styles in drawn:
        html += "".join(f"<{style}>" for style in styles) + text
        html += "".join(f"</{style}>" for style in reversed(styles))
    shown = [word for _, rows in rendered(markdown_of(html)) for row in rows for word, _, _ in row]
    assert "".join(shown) == "".join("".join(text for text, _ in drawn).split())


@pytest.mark.parametrize(
    "piece", ["-", " ", "<i>", "<a ", "[", "](", "&a", "\\", "*", "\n", " \n", "<", "-:| ", "1.", "<<<<<<<\n"]
)
def test_however_long_a_text_is_it_takes_no_more_than_its_length(piece: str) -> None:
    text = f"x \n{piece * (40_000 // len(piece))}x"
    once, four_times = (
        min(repeat(partial(markdown_of, some), number=1, repeat=3, timer=process_time)) for some in (text, text * 4)
    )
    assert four_times < 0.1 + once * 10
