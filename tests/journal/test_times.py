from pathlib import Path

from builders import OpenJournal, film, viewing


def test_a_time_without_a_zone_makes_a_record_that_is_kept_and_told_and_stops_nobody(
    open_journal: OpenJournal, path: Path
) -> None:
    journal = open_journal()
    for title in ("Ran", "Mirror"):
        journal.log(film(title), viewing("1971-03-03"))
    journal.save()
    text = path.read_text(encoding="utf-8")
    start = text.rindex('"created": "')
    end = text.index('Z"', start)
    path.write_text(f"{text[:end]}{text[end + 1 :]}", encoding="utf-8")
    again = open_journal()
    assert [entry.film.title for entry in again.entries] == ["Ran"]
    (problem,) = again.problems
    assert "timezone" in str(problem)
    again.log(film("Solaris"), viewing("1971-03-03"))
    again.save()
    assert len(open_journal().entries) == 2
