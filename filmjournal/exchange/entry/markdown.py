"""An entry as a Markdown document, as editors and files have it: written and parsed.

Below the front matter are the review, and the elements under a heading each.
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
"""A mark at the start or end of a text that begins or ends with blank lines. Markdown renders it as nothing."""

_STARS = r"(?:★{1,5}½?|½|[0-5]?½|[0-5](?:[.,][05])?|[.,]5)(?:\s*/\s*5)?"
_HEADING = re.compile(r"#(?:[ \t\r]|$)")
_HIDDEN_HEADING = re.compile(r"\\+#(?:[ \t\r]|$)")
_RATED = re.compile(
    rf"(?P<name>.*\S)(?:\s*[·•|:–—]\s*|\s+-\s+|\s+(?=[★½(]))(?P<rating>{_STARS}|\((?P<within>{_STARS})\))", re.DOTALL
)
"""An element's heading with stars, behind any separator: people have no · on their keyboards."""

_AFTER_NAME = re.compile(rf"(?:\s*[·•|:–—-]?\s*(?P<rating>{_STARS}))?")


def body(review: str, breakdown: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of the review and of the elements, a blank line before each part."""
    if review:
        yield from ("", *_escaped(review))
    for element in breakdown:
        yield from ("", heading(element["name"], element["rating"]))
        if element["text"] or element["rating"] is None:
            yield from ("", *_escaped(element["text"]))


def heading(name: str, rating: float | None = None) -> str:
    """Return the heading of an element; its name is a JSON string where it would be parsed as something else."""
    rated = "" if rating is None else f" · {rating:g}"
    try:
        is_clear = one_line(name) == name and _parse_heading(f"{name}{rated}".strip()) == (name, rating)
    except InvalidValueError:
        is_clear = False
    return f"# {name if is_clear else json.dumps(name, ensure_ascii=False)}{rated}"


def read_body(
    lines: Sequence[str], first: int, *, allows_duplicates: bool = False
) -> tuple[str, list[dict[str, object]]]:
    """Return the review and the elements; `first` is the number of the first line in its document.

    Headings without text or stars are left out. Raises TemplateError, with the line, for stars that can't be read, and
    for two elements of one name unless `allows_duplicates`.
    """
    places = [place for place, line in enumerate(lines) if _HEADING.match(line)]
    review = _unescaped(lines[: places[0] if places else len(lines)])
    breakdown: list[dict[str, object]] = []
    lines_of: dict[str, int] = {}
    for place, end in zip(places, (*places[1:], len(lines)), strict=False):
        name, rating = _heading(lines[place], place + first)
        text = _unescaped(lines[place + 1 : end])
        if text is None and rating is None:
            continue
        before = lines_of.setdefault(fold(name.strip()), place + first)
        if before != place + first and not allows_duplicates:
            sentence = f"there is an element “{one_line(name)}” on line {before} already: rename one of them."
            raise TemplateError(place + first, sentence)
        breakdown.append({"name": name, "text": text or "", "rating": rating})
    return review or "", breakdown


def _heading(line: str, number: int) -> tuple[str, float | None]:
    try:
        name, rating = _parse_heading(line[1:].strip())
    except InvalidValueError as error:
        sentence = f"{error} A name that has a · goes in quotation marks." if "·" in line else str(error)
        raise TemplateError(number, sentence) from error
    if not name.strip():
        raise TemplateError(number, "this element has no name: write it after the #, as in “# Direction · 4.5”.")
    return name, rating


def _parse_heading(text: str) -> tuple[str, float | None]:
    """Return the name and the stars of a heading; raises InvalidValueError where the stars can't be read."""
    if text.startswith('"'):
        with suppress(ValueError):
            name, end = json.JSONDecoder().raw_decode(text)
            name.encode()
            after = _AFTER_NAME.fullmatch(text, end)
            if after:
                return name, _parse_stars(after["rating"]) if after["rating"] else None
    name, dot, rating = f" {text}".rpartition(" ·")
    if dot and rating[:1] in {"", " "}:
        return name.strip(), _parse_stars(rating.strip()) if rating else None
    match = _RATED.fullmatch(text)
    return (match["name"], _parse_stars(match["within"] or match["rating"])) if match else (text, None)


def _escaped(text: str) -> list[str]:
    """Return the lines of a text, with backslashes before headings, and marks at ends that are blank."""
    lines = text.split("\n")
    starts_unseen, ends_unseen = _is_unseen(lines[0]), _is_unseen(lines[-1])
    shown = [f"\\{line}" if _HEADING.match(line) or _HIDDEN_HEADING.match(line) else line for line in lines]
    if not text:
        return [EDGE]
    return [EDGE] * starts_unseen + shown + [EDGE] * ends_unseen


def _unescaped(lines: Sequence[str]) -> str | None:
    """Return the text of escaped lines, without blank lines around it; None where there is none."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    if not written:
        return None
    shown = [line[1:] if _HIDDEN_HEADING.match(line) else line for line in lines[written[0] : written[-1] + 1]]
    if _is_edge(shown[0]):
        del shown[0]
    if shown and _is_edge(shown[-1]):
        del shown[-1]
    return "\n".join(shown)


def _is_unseen(line: str) -> bool:
    return not line.strip() or _is_edge(line)


def _is_edge(line: str) -> bool:
    return line.strip() == EDGE


def _parse_stars(text: str) -> float:
    return Rating.parse(text) / 2


_FENCE = "---"

_PROBLEM = "#! "
"""The start of a first line that says what is wrong below."""

_BELOW = (
    "# The review goes below; a heading with a name, and with stars if you like, begins an element: # Direction · 4.5"
)


def write_template(record: Mapping[str, object], *, all_keys: bool, other_lines: Sequence[str] = ()) -> str:
    """Return an entry, given by the keys of its JSON, as a Markdown document.

    With `all_keys`, it is a template for a person to fill in: every key has a line, and the default elements have
    headings where none is written. Else it is for a file, which has only the facts that are known and true, in YAML
    and Markdown that any program can parse. `other_lines` go at the end of the front matter.
    """
    known = msgspec.to_builtins(dict(record))
    breakdown = known.get("breakdown") or ()
    lines = [_FENCE, *front_matter(known, all_keys=all_keys), *other_lines]
    lines += [_BELOW] * all_keys
    lines += [_FENCE, *body(known.get("review") or "", breakdown)]
    if all_keys and not known.get("review"):
        lines += [""]
    if all_keys and not breakdown:
        for name in DEFAULT_ELEMENTS:
            lines += ["", heading(name), ""]
    return "\n".join([*lines, ""])


def read_template(text: str, other_keys: dict[str, str] | None = None) -> dict[str, object]:
    """Return the values of a Markdown document, by the keys of an entry's JSON.

    Keys that the document lacks are left out, but for the review and its elements. If it names people of any role, the
    roles that it doesn't name have nobody. Dates stay as written. A document with CRLF at the end of every line is
    read as if it had LF. With `other_keys`, the document comes from a file: unknown keys are added there, with their
    text, and elements may share a name.
    Raises TemplateError, with the line, for what can't be read.
    """
    lines = _line_ends(text.removeprefix("\ufeff"))[0].split("\n")
    start = sum(1 for _ in takewhile(lambda line: not line.strip() or line.startswith(_PROBLEM), lines))
    fences = (place for place, line in enumerate(lines[start:], start) if line.rstrip() == _FENCE)
    if next(fences, None) != start:
        sentence = "the front matter is missing: write --- above and below lines such as “title: Stalker”."
        raise TemplateError(min(start, len(lines) - 1) + 1, sentence)
    end = next(fences, None)
    if end is None:
        raise TemplateError(start + 1, "the front matter has no end: write --- below its last line.")
    read = read_front_matter([line.rstrip("\r") for line in lines[start + 1 : end]], start + 2, other_keys)
    review, breakdown = read_body(lines[end + 1 :], end + 2, allows_duplicates=other_keys is not None)
    return {**read, "review": review, "breakdown": breakdown}


def with_problem(text: str, sentence: str) -> str:
    """Return a document with a problem as its first line, in place of the one that it had."""
    plain, line_end = _line_ends(text.removeprefix("\ufeff"))
    rest = plain.split("\n")
    while rest[0].startswith(_PROBLEM):
        del rest[0]
    return line_end.join([f"{_PROBLEM}{one_line(sentence)}", *rest])


def _line_ends(text: str) -> tuple[str, str]:
    """Return a text with LF for CRLF if all its lines end in that, and how its lines ended."""
    ends = text.count("\n")
    if ends and text.count("\r\n") == ends:
        return text.replace("\r\n", "\n"), "\r\n"
    return text, "\n"
