"""An anthology: what was written about one element of many films, each with its film and date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.stats.facets import key_of
from filmjournal.stats.passages import HEADLINE, REVIEW
from filmjournal.stats.record import entry_record


class Extract(Struct, frozen=True):
    """What one viewing says about the element."""

    entry: Entry
    """The viewing."""
    text: str
    """What you wrote, in Markdown."""
    rating: Rating | None = None
    """Your stars for the element."""


class Anthology(Struct, frozen=True):
    """Everything that some viewings say about an element."""

    element: str
    """The element, in the spelling that is most frequent; or Review, or Headline."""
    query: str
    """The query that found the viewings; empty for all."""
    extracts: tuple[Extract, ...]
    """What they say, in their order."""

    @property
    def title(self) -> str:
        """What it is called, such as Cinematography of dp:deakins."""
        return f"{self.element} of {self.query}" if self.query else self.element


def anthology(element: str, query: str, entries: Iterable[Entry]) -> Anthology:
    """Return what these viewings say about an element, in their order; Review and Headline are names too."""
    wanted, names, found = key_of(element), Counter[str](), list[Extract]()
    for entry in entries:
        viewing = entry.viewing
        for each in viewing.breakdown:
            if key_of(each.name) == wanted and each.text.strip():
                names[each.name] += 1
                found.append(Extract(entry, each.text, each.rating))
        for place, text in ((HEADLINE, viewing.headline), (REVIEW, viewing.review)):
            if key_of(place) == wanted and text.strip():
                names[place] += 1
                found.append(Extract(entry, text))
    name = names.most_common(1)[0][0] if names else element.strip()
    return Anthology(name, query.strip(), tuple(found))


def places_in(entries: Iterable[Entry]) -> dict[str, int]:
    """Return the elements that have a text, and Review and Headline, with how often; the most frequent first."""
    spellings = Counter[str]()
    for entry in entries:
        viewing = entry.viewing
        spellings.update([each.name for each in viewing.breakdown if each.text.strip()])
        spellings[REVIEW] += bool(viewing.review.strip())
        spellings[HEADLINE] += bool(viewing.headline.strip())
    counts, names = Counter[str](), dict[str, str]()
    for name, count in spellings.most_common():
        counts[key_of(name)] += count
        names.setdefault(key_of(name), name)
    return {names[key]: count for key, count in counts.most_common() if count}


def anthology_record(found: Anthology) -> dict[str, Any]:
    """Return an anthology as JSON has it."""
    return {
        "element": found.element,
        "query": found.query,
        "extracts": [
            {"viewing": entry_record(each.entry), "text": each.text, "rating": each.rating and each.rating / 2}
            for each in found.extracts
        ],
    }


def element_meant(typed: str, known: Sequence[str]) -> str | None:
    """Return the one of these elements that somebody means: its name, else the first that begins so; None for none."""
    wanted = key_of(typed)
    exact = [name for name in known if key_of(name) == wanted]
    begins = [name for name in known if wanted and key_of(name).startswith(wanted)]
    return next(iter(exact or begins), None)
