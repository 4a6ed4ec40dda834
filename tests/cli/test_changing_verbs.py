"""What the verbs that change an entry have in common."""

import shlex

import pytest

from filmjournal.cli.program import every_verb
from filmjournal.journal.places import Places
from shell_runs import Run

CHANGING = ("rate", "remove", "undo")

EXAMPLES = [
    line
    for verb in every_verb()
    if verb.name in CHANGING
    for line in verb.examples.splitlines()
    if not line.endswith("--near")  # it only shows what other films were given
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_works_on_the_sample_journal(run: Run, sampled: Places, example: str) -> None:
    run("rate", "title:pig", "1")
    before = sampled.journal.read_bytes()
    done = run(*shlex.split(example, comments=True))
    assert (done.status, done.out, len(done.err.splitlines())) == (0, "", 1), done.err
    assert sampled.journal.read_bytes() != before


@pytest.mark.parametrize(
    "words",
    [
        ("rate",),
        ("rate", "rating:", "4"),
        ("rate", "title:pig", "much"),
        ("rate", "title:pig", "4", "--number", "2"),
        ("rate", "acter:cage", "4"),
        ("remove",),
        ("remove", ""),
        ("remove", "title:pig"),
        ("remove", "title:stalker", "--number", "4", "--yes"),
    ],
)
def test_bad_input_is_reported_and_changes_nothing(run: Run, sampled: Places, words: tuple[str, ...]) -> None:
    before = sampled.journal.read_bytes()
    done = run(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err
    assert sampled.journal.read_bytes() == before
    assert run("undo").status == 1


@pytest.mark.parametrize("words", [("rate", "title:pig", "1"), ("remove", "title:pig", "--yes")])
@pytest.mark.parametrize("content", [b"", b"{", b"[]"])
def test_a_damaged_journal_is_status_3_and_left_as_it_is(
    run: Run, places: Places, words: tuple[str, ...], content: bytes
) -> None:
    places.journal.write_bytes(content)
    done = run(*words)
    assert (done.status, done.out, len(done.err.splitlines())) == (3, "", 1)
    assert places.journal.read_bytes() == content
