"""What comes back on a day as plain data, for JSON."""

from collections.abc import Mapping
from typing import Any

from filmjournal.stats.passages import Passage
from filmjournal.stats.record import entry_record
from filmjournal.stats.today import Today


def today_record(found: Today) -> Mapping[str, Any]:
    """Return it as JSON has it; averages are in stars, to a hundredth."""
    wished, year = found.tonight, found.year
    return {
        "day": found.day.isoformat(),
        "window": found.window,
        "near": [
            {
                "days": each.days,
                "years": each.years,
                "viewing": entry_record(each.entry),
                "headline": each.entry.viewing.headline,
                "passage": _passage_record(each.passage),
                "viewings": [entry_record(take) for take in each.takes],
            }
            for each in found.near
        ],
        "last": [entry_record(entry) for entry in found.last],
        "unwritten": [entry_record(entry) for entry in found.unwritten],
        "drafts": [{"title": each.title, "about": each.about} for each in found.drafts],
        "tonight": wished
        and {
            "title": wished.film.title,
            "year": wished.film.year,
            "runtime": wished.film.runtime,
            "added": wished.wish.added,
            "recommended_by": wished.wish.recommended_by,
            "why": wished.wish.why,
        },
        "shelf": found.shelf and passage_record(found.shelf),
        "year": {
            "year": year.year,
            "viewings": year.viewings,
            "stars": None if year.stars is None else round(year.stars, 2),
            "words": year.words,
            "months": list(year.months),
        },
        "birthday": found.birthday and entry_record(found.birthday),
    }


def passage_record(passage: Passage) -> dict[str, Any]:
    """Return a passage as JSON has it, with what names its viewing."""
    return {"viewing": entry_record(passage.entry), **_passage_record(passage)}


def _passage_record(passage: Passage | None) -> dict[str, Any]:
    if passage is None:
        return {}
    return {"place": passage.place, "text": passage.text, "rating": passage.rating and passage.rating / 2}
