"""Several entries as one page of Markdown."""

from builders import entry
from filmjournal.model.rating import Rating
from filmjournal.render.markdown import document, page


def test_one_alone_is_the_document_of_it() -> None:
    assert list(page([entry()], "x")) == list(document(entry()))


def test_several_come_after_a_table_of_contents_that_leads_to_each() -> None:
    lines = list(page([entry("[REC]²", "2026-11-20", year=2009, rating=Rating.THREE), entry("Mirror", None)], "a *b*"))
    assert lines[:6] == [
        "# a \\*b\\*",
        "",
        "2 viewings of 2 films.",
        "",
        "1. [\\[REC\\]² (2009)](#viewing-1) · 20 Nov 2026 · ★★★",
        "2. [Mirror](#viewing-2)",
    ]
    assert [line for line in lines if line.startswith(("<a", "## "))] == [
        '<a id="viewing-1"></a>',
        "## \\[REC\\]² (2009)",
        '<a id="viewing-2"></a>',
        "## Mirror",
    ]
