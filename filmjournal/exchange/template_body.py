"""What was written about a film, below its front matter: the review, and under a heading each element."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from filmjournal.exchange.errors import TemplateError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold, one_line

EDGE = "<!-- -->"
"""Where a text begins or ends, if that would not be seen; Markdown shows nothing in its place."""

_STARS = r"(?:★{1,5}½?|½|[0-5]?½|[0-5](?:[.,][05])?|[.,]5)(?:\s*/\s*5)?"
_HEADING = re.compile(r"#(?:[ \t\r]|$)")
_HIDDEN_HEADING = re.compile(r"\\+#(?:[ \t\r]|$)")
_RATED = re.compile(
    rf"(?P<name>.*\S)(?:\s*[·•|:–—]\s*|\s+-\s+|\s+(?=[★½(]))(?P<rating>{_STARS}|\((?P<within>{_STARS})\))", re.DOTALL
)
"""An element's heading with stars: people have no · on their keyboards."""

_AFTER_NAME = re.compile(rf"(?:\s*[·•|:–—-]?\s*(?P<rating>{_STARS}))?")


def body(review: str, breakdown: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of the review and of the elements, a blank line before each part."""
    if review:
        yield from ("", *_hidden(review))
    for element in breakdown:
        yield from ("", heading(element["name"], element["rating"]))
        if element["text"] or element["rating"] is None:
            yield from ("", *_hidden(element["text"]))


def heading(name: str, rating: float | None = None) -> str:
    """Return the heading of an element, its name in quotation marks where it would be read as something else."""
    rated = "" if rating is None else f" · {rating:g}"
    try:
        is_clear = one_line(name) == name and _told(f"{name}{rated}".strip()) == (name, rating)
    except InvalidValueError:
        is_clear = False
    return f"# {name if is_clear else json.dumps(name, ensure_ascii=False)}{rated}"


def read_body(lines: Sequence[str], first: int, *, keeps_all: bool = False) -> tuple[str, list[dict[str, object]]]:
    """Return the review and the elements, of which the first line has this number; raises TemplateError.

    A heading with nothing below it and no stars is one that nobody wrote under. Two elements of one name are refused,
    as a slip of whoever typed them, unless all are to be kept.
    """
    places = [place for place, line in enumerate(lines) if _HEADING.match(line)]
    review = _shown(lines[: places[0] if places else len(lines)])
    breakdown: list[dict[str, object]] = []
    lines_of: dict[str, int] = {}
    for place, end in zip(places, (*places[1:], len(lines)), strict=False):
        name, rating = _heading(lines[place], place + first)
        text = _shown(lines[place + 1 : end])
        if text is None and rating is None:
            continue
        before = lines_of.setdefault(fold(name.strip()), place + first)
        if before != place + first and not keeps_all:
            sentence = f"there is an element “{one_line(name)}” on line {before} already: rename one of them."
            raise TemplateError(place + first, sentence)
        breakdown.append({"name": name, "text": text or "", "rating": rating})
    return review or "", breakdown


def _heading(line: str, number: int) -> tuple[str, float | None]:
    try:
        name, rating = _told(line[1:].strip())
    except InvalidValueError as error:
        sentence = f"{error} A name that has a · goes in quotation marks." if "·" in line else str(error)
        raise TemplateError(number, sentence) from error
    if not name.strip():
        raise TemplateError(number, "this element has no name: write it after the #, as in “# Direction · 4.5”.")
    return name, rating


def _told(text: str) -> tuple[str, float | None]:
    """Return the name and the stars that a heading tells; raises InvalidValueError where the stars are none."""
    if text.startswith('"'):
        with suppress(ValueError):
            name, end = json.JSONDecoder().raw_decode(text)
            name.encode()
            after = _AFTER_NAME.fullmatch(text, end)
            if after:
                return name, _stars(after["rating"]) if after["rating"] else None
    name, dot, rating = f" {text}".rpartition(" ·")
    if dot and rating[:1] in {"", " "}:
        return name.strip(), _stars(rating.strip()) if rating else None
    match = _RATED.fullmatch(text)
    return (match["name"], _stars(match["within"] or match["rating"])) if match else (text, None)


def _hidden(text: str) -> list[str]:
    """Return the lines of a text so that none of them looks like a heading, and both its ends are seen."""
    lines = text.split("\n")
    starts_unseen, ends_unseen = _is_unseen(lines[0]), _is_unseen(lines[-1])
    told = [f"\\{line}" if _HEADING.match(line) or _HIDDEN_HEADING.match(line) else line for line in lines]
    if not text:
        return [EDGE]
    return [EDGE] * starts_unseen + told + [EDGE] * ends_unseen


def _shown(lines: Sequence[str]) -> str | None:
    """Return the text that stands in these lines, without blank ones around it; None where nothing does."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    if not written:
        return None
    told = [line[1:] if _HIDDEN_HEADING.match(line) else line for line in lines[written[0] : written[-1] + 1]]
    if _is_edge(told[0]):
        del told[0]
    if told and _is_edge(told[-1]):
        del told[-1]
    return "\n".join(told)


def _is_unseen(line: str) -> bool:
    return not line.strip() or _is_edge(line)


def _is_edge(line: str) -> bool:
    return line.strip() == EDGE


def _stars(text: str) -> float:
    return Rating.read(text) / 2
