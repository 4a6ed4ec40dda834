"""A book as one HTML page, which prints as a book: a page for each chapter, and the film at the head of it."""

import re

from filmjournal.exchange.book.pages import chapter_page, contents_list, part_page, people_page, title_page
from filmjournal.exchange.book.parts import Book, Progress
from filmjournal.exchange.book.styles import style_of
from filmjournal.exchange.writers.html_page import whole_page

_UNSAFE = re.compile(r'["\\<>\s\x00-\x1f]+')
"""What would end the text of a style, or the style."""


def book_html(book: Book, progress: Progress) -> str:
    """Return the book as a page that needs nothing else and runs nothing."""
    contents = ('<nav class="contents">', "<h1>Contents</h1>", *contents_list(book, _address), "</nav>")
    lines = [*title_page(book), *contents]
    done = 0
    for part in book.parts:
        if book.has_parts:
            lines += part_page(part)
        for chapter in part.chapters:
            progress("Writing the chapters", done, book.chapters)
            lines += chapter_page(chapter, _address)
            done += 1
    if book.people:
        lines += people_page(book.people, _address)
    style = style_of("book.css") + style_of("print.css") + _running_heads(book.title)
    return whole_page(book.title, ["<main>", *lines, "</main>"], style=style)


def _running_heads(title: str) -> str:
    """Return the style of the margins: the title; the year and the film where a browser knows strings of a page."""
    quoted = f'"{_UNSAFE.sub(" ", title)}"'
    heads = [
        f"@page :{side} {{ @top-{side} {{ content: {quoted}; content: string({name}, first); font-size: 9pt; }} }}"
        for side, name in (("left", "part"), ("right", "film"))
    ]
    none = " ".join(f"@{box} {{ content: none; }}" for box in ("top-left", "top-right", "bottom-center"))
    number = "@bottom-center { content: counter(page); font-size: 9pt; }"
    return "\n".join([f"@page {{ size: A5; margin: 2.2cm 1.8cm; {number} }}", *heads, f"@page bare {{ {none} }}", ""])


def _address(part: str) -> str:
    return f"#{part}"
