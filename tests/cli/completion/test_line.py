import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmjournal.cli.completion.line import CommandLine, quoted_in_shell, read_line

lines_of_text = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))
"""What can stand on one line of a shell."""


@pytest.mark.parametrize(
    ("line", "words", "word"),
    [
        ("film", (), "film"),
        ("film ", ("film",), ""),
        ("film  find ca", ("film", "find"), "ca"),
        ("film find 'leaving las' ca", ("film", "find", "leaving las"), "ca"),
        ("film find leaving\\ las", ("film", "find"), "leaving las"),
        ('film "a \\" b" c', ("film", 'a " b'), "c"),
        ("film 'it'\\''s' c", ("film", "it's"), "c"),
        ("film 'open la", ("film",), "open la"),
        ("film trailing\\", ("film",), "trailing"),
        ("film '' x", ("film", ""), "x"),
    ],
)
def test_words_are_those_that_the_program_gets(line: str, words: tuple[str, ...], word: str) -> None:
    read = read_line(line)
    assert (read.words, read.word) == (words, word)


def test_a_single_quotation_mark_is_escaped_within_itself_only_in_fish() -> None:
    assert read_line(r"film 'it\'s", fish=True).word == "it's"
    assert read_line(r"film 'it\'s").word == r"it\s"


@pytest.mark.parametrize(
    ("word", "kept", "raw"),
    [
        ("director:mi", 9, "director:"),
        ("-tag:a,b", 5, "-tag:"),
        ("--journal=x", 10, "--journal="),
        ('director:"Mi', 9, 'director:"'),
        ("'tag:ho", 0, "'"),
        ('director:\\"Mi\\ F', 9, "director:"),
        ('"director:"mi', 0, ""),
        ('tag:"a b",c', 4, "tag:"),
        ("cage", 0, ""),
    ],
)
def test_a_word_is_replaced_from_its_last_break_or_from_an_open_quotation_mark(word: str, kept: int, raw: str) -> None:
    read = read_line(f"film find {word}")
    assert (read.prefix_length, read.raw, read.raw + read.rest) == (kept, raw, word)


def test_where_words_break_is_for_the_person_to_say() -> None:
    assert read_line("film @best").prefix_length == 0
    assert read_line("film @best", " @").prefix_length == 1
    assert read_line("film tag:a", " ").prefix_length == 0


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ('director:"Mike Fi', 'director:"Mike Fi'),
        ("director:'Mike Fi", 'director:"Mike Fi'),
        ("director:Mike\\ Fi", 'director:"Mike Fi'),
        ('tag:="new year', 'tag:="new year'),
        ('tag:"a b",c\\ d', 'tag:"a b",c d'),
        ('tag:"a b","c d', 'tag:"a b","c d'),
        ("'director:\"Mike Fi", 'director:"Mike Fi'),
        ("'tag:a cage", "tag:a cage"),
        ('"leaving las', "leaving las"),
    ],
)
def test_what_is_quoted_for_the_shell_after_a_colon_is_meant_for_the_query_too(word: str, meant: str) -> None:
    assert read_line(f"film find {word}").meant == meant


def test_what_follows_a_redirection_is_a_file_and_no_word_of_the_command() -> None:
    assert read_line("film find cage > li").is_redirected
    assert read_line("film find cage >li").is_redirected
    after = read_line("film find > list ca")
    assert (after.words, after.word, after.is_redirected) == (("film", "find"), "ca", False)


@given(st.lists(lines_of_text, min_size=1))
def test_a_shell_reads_back_every_text_that_is_quoted_for_it(texts: list[str]) -> None:
    for quoted, text in zip(quoted_in_shell(texts), texts, strict=True):
        assert shlex.split(quoted or "''") == [text]
        assert read_line(f"film {quoted}").word == text


@given(lines_of_text, st.sampled_from("\"'"))
def test_a_shell_reads_back_what_goes_on_behind_an_open_quotation_mark(text: str, quote: str) -> None:
    (quoted,) = quoted_in_shell([text], quote)
    assert read_line(f"film {quote}{quoted}{quote}").word == text


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_bash_itself_obeys_nothing_that_is_quoted_for_it(quote: str, tmp_path: Path) -> None:
    texts = ["$(touch x)", "`touch x`", "$HOME", "!!", "a;touch x", "> x", "~", "*", "\\", "it's", '"', "#", "{a,b}"]
    quoted = " ".join(f"{quote}{each}{quote}" for each in quoted_in_shell(texts, quote))
    done = subprocess.run(
        ["/bin/bash", "-c", f"printf '%s\\n' {quoted}"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines() == texts
    assert list(tmp_path.iterdir()) == []


@given(lines_of_text)
def test_no_exclamation_mark_is_left_to_the_history_of_a_shell(text: str) -> None:
    for quote in ("", '"'):
        (quoted,) = quoted_in_shell([text], quote)
        within = ""
        for place, letter in enumerate(f"{quote}{quoted}"):
            if letter in "\"'" and within in {"", letter} and f"{quote}{quoted}"[place - 1 : place] != "\\":
                within = "" if within else letter
            assert letter != "!" or within == "'" or f"{quote}{quoted}"[place - 1] == "\\"


@given(lines_of_text, lines_of_text)
def test_whatever_stands_on_the_line_is_read_to_its_end(before: str, word: str) -> None:
    read = read_line(f"{before} {word}")
    assert isinstance(read, CommandLine)
    assert f"{before} {word}".endswith(read.raw + read.rest)
    assert read.prefix_length <= len(read.word)
