"""An entry as a Markdown document: what an editor gets, what a file holds, and back.

What was written about a film, below its front matter: the review, and under a heading each element.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any

import msgspec

from filmjournal.exchange.entry.front_matter import front_matter, read_front_matter
from filmjournal.exchange.errors import TemplateError
from filmjournal.model.breakdown import DEFAULT_ELEMENTS
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
    return Rating.parse(text) / 2


_FENCE = "---"

_FAULT = "#! "
"""What a line at the top begins with that says what is wrong below."""

_BELOW = (
    "# The review goes below; a heading with a name, and with stars if you like, begins an element: # Direction · 4.5"
)


def write_template(record: Mapping[str, object], *, all_keys: bool, others: Sequence[str] = ()) -> str:
    """Return an entry, given with the keys of its JSON, as a document.

    With all keys it is one for a person to fill in: also what is not known has its place, and the default elements
    have theirs where no element is written. Else it is one to be kept, which any reader of YAML and Markdown reads;
    what is not known is left out, and so is what is not so. Other lines of the front matter stand below ours.
    """
    known = msgspec.to_builtins(dict(record))
    breakdown = known.get("breakdown") or ()
    lines = [_FENCE, *front_matter(known, all_keys=all_keys), *others]
    lines += [_BELOW] * all_keys
    lines += [_FENCE, *body(known.get("review") or "", breakdown)]
    if all_keys and not known.get("review"):
        lines += [""]
    if all_keys and not breakdown:
        for name in DEFAULT_ELEMENTS:
            lines += ["", heading(name), ""]
    return "\n".join([*lines, ""])


def read_template(text: str, others: dict[str, str] | None = None) -> dict[str, object]:
    """Return what a document says, with the keys and values of an entry's JSON; raises TemplateError.

    Only what stands there is told, but the review and its elements always are. Who made the film is one value: a role
    that is not named has nobody. Dates stay as they are written. Where every line of the document ends in CRLF, as
    some editors save it, the lines of what was written end in LF. Where there is a place for other keys, the document
    is one that was kept and not typed: keys that are none of ours are put there, and elements may share a name.
    """
    lines = _line_ends(text.removeprefix("\ufeff"))[0].split("\n")
    start = sum(1 for _ in takewhile(lambda line: not line.strip() or line.startswith(_FAULT), lines))
    fences = (place for place, line in enumerate(lines[start:], start) if line.rstrip() == _FENCE)
    if next(fences, None) != start:
        sentence = "the front matter is missing: write --- above and below lines such as “title: Stalker”."
        raise TemplateError(min(start, len(lines) - 1) + 1, sentence)
    end = next(fences, None)
    if end is None:
        raise TemplateError(start + 1, "the front matter has no end: write --- below its last line.")
    read = read_front_matter([line.rstrip("\r") for line in lines[start + 1 : end]], start + 2, others)
    review, breakdown = read_body(lines[end + 1 :], end + 2, keeps_all=others is not None)
    return {**read, "review": review, "breakdown": breakdown}


def with_fault(text: str, sentence: str) -> str:
    """Return a document that says in its first line what is wrong with it; what was said there before is gone."""
    plain, line_end = _line_ends(text.removeprefix("\ufeff"))
    rest = plain.split("\n")
    while rest[0].startswith(_FAULT):
        del rest[0]
    return line_end.join([f"{_FAULT}{one_line(sentence)}", *rest])


def _line_ends(text: str) -> tuple[str, str]:
    """Return a text with LF for every CRLF where no line ends otherwise, and how its lines end."""
    ends = text.count("\n")
    if ends and text.count("\r\n") == ends:
        return text.replace("\r\n", "\n"), "\r\n"
    return text, "\n"
