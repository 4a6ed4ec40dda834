"""An entry as a Markdown document: what an editor gets, what a file holds, and back."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

import msgspec

from filmjournal.exchange.errors import TemplateError
from filmjournal.exchange.front_matter import read_front_matter
from filmjournal.exchange.front_matter_lines import front_matter
from filmjournal.exchange.template_body import body, heading, read_body
from filmjournal.model.breakdown import DEFAULT_ELEMENTS
from filmjournal.model.text import one_line

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
