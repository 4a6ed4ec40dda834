import pytest

from copies import documents
from filmjournal.journal.merging.differences import Difference, DifferenceKind
from filmjournal.render.merge_changes import MergeChanges, summary

FILMS = documents(1, films=[{"id": "f", "title": "Ran\n[b]", "year": 1985}, {"id": "odd", "title": 7}, {"no": "id"}])


@pytest.mark.parametrize(
    ("news", "stated"),
    [
        (
            Difference("viewings", "v", DifferenceKind.ADDED, (), {"film": "f", "watched": "2003-05"}),
            "Ran [b] (1985), May 2003",
        ),
        (Difference("viewings", "v", DifferenceKind.ADDED, (), {"film": "f", "watched": "someday"}), "Ran [b] (1985)"),
        (Difference("viewings", "v", DifferenceKind.ADDED, (), {"film": "g"}), "a film that is not in the journal"),
        (Difference("viewings", "v", DifferenceKind.REMOVED), "v"),
        (Difference("films", "f", DifferenceKind.CHANGED, ("title", "year"), {"title": "New"}), "New: title and year"),
        (Difference("films", "odd", DifferenceKind.UNREADABLE, (), {"id": "odd", "title": 7}), "odd"),
        (Difference("lists", "", DifferenceKind.CHANGED, ("1",)), "without an id: 1"),
    ],
)
def test_each_record_is_reported_by_its_film_as_far_as_that_is_known(news: Difference, stated: str) -> None:
    assert MergeChanges(FILMS, FILMS).row(news)[2] == stated


def test_news_are_counted_by_what_happened_to_them() -> None:
    news = [
        Difference("films", "f", DifferenceKind.ADDED),
        Difference("viewings", "1", DifferenceKind.ADDED),
        Difference("viewings", "2", DifferenceKind.ADDED),
        Difference("viewings", "3", DifferenceKind.CONFLICT),
        Difference("lists", "", DifferenceKind.CHANGED),
        Difference("meta", "1", DifferenceKind.CHANGED),
    ]
    assert summary(news) == "2 viewings and 1 film added, 1 lists note and 1 file note changed, 1 viewing in conflict"
    assert summary([]) == ""
