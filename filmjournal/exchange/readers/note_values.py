"""What people write into their own notes for ratings, names and dates, in as many ways as there are people."""

import re
from math import floor

from filmjournal.exchange.readers.values import SCALES
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating

_STARS = re.compile(r"(?P<whole>(?:[★⭐🌟]\ufe0f?)*)(?P<half>½|[⯨⯪])?(?:[☆✩]\ufe0f?)*")
_OF = re.compile(r"(?P<value>\d+(?:[.,]\d+)?|\d*½)\s*(?:/|out of|of|von|sur)\s*(?P<most>\d{1,3})", re.IGNORECASE)
_PERCENT = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)\s*%")
_PLAIN = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)(?:\s*stars?)?", re.IGNORECASE)
_LINK = re.compile(r"!?\[\[(?:[^\]|]*\|)?(?P<shown>[^\]|]*)\]\]")
_MARKDOWN_LINK = re.compile(r"\[(?P<shown>[^\]]+)\]\([^)\s]*\)")
_NOTHING = frozenset({"", "-", "—", "none", "null", "n/a", "?", "~"})


def plain_number(text: str) -> float:
    """Return the number that a rating is without a word of its scale; 0 where it is anything else, or nothing."""
    match = _PLAIN.fullmatch(text.strip())
    return float(match["value"].replace(",", ".")) if match and "star" not in text.lower() else 0.0


def scales_of(own: float, highest: float) -> tuple[int, ...]:
    """Return the scales that ratings up to `own` may be of, where there are others up to `highest` beside them."""
    least, most = (sum(number > scale for scale in SCALES[:-1]) for number in (own, highest))
    return SCALES[least : max(least, most) + 1]


def rating_of(text: str, scales: tuple[int, ...]) -> Rating | None:
    """Return the rating that is written, of one of these scales; raises InvalidValueError, also in doubt."""
    if len(scales) == 1 or not plain_number(text):
        return rating_in(text, scales[0])
    meant = " or ".join(f"of {scale}" for scale in scales)
    written = " or ".join(f"{text.strip()}/{scale}" for scale in scales)
    raise InvalidValueError(
        f"“{text.strip()}” may be {meant}, as other notes have higher ratings: "
        f"write {written} into it, or say which with `filmjournal import --scale`."
    )


def rating_in(text: str, scale: int = 5) -> Rating | None:
    """Return the half stars that are nearest to what is written: ★★★½, 3.5/5, 7/10, 70 % or a number on a scale.

    None where nothing is written, as which 0 counts. Raises InvalidValueError for all else.
    """
    text = text.strip().strip("*_`").strip()
    if text.lower() in _NOTHING:
        return None
    if (match := _STARS.fullmatch(text)) and (match["whole"] or match["half"]):
        value, most = len(re.findall("[★⭐🌟]", match["whole"])) + bool(match["half"]) / 2, 5
    elif match := _OF.fullmatch(text):
        value, most = _number(match["value"]), int(match["most"])
    elif match := _PERCENT.fullmatch(text):
        value, most = _number(match["value"]), 100
    elif match := _PLAIN.fullmatch(text):
        value, most = _number(match["value"]), 5 if "star" in text.lower() else scale
    else:
        return Rating.read(text)
    if not most or not 0 <= value <= most:
        raise InvalidValueError(f"“{text}” is no rating: write 4.5, 4.5/5, 9/10 or ★★★★½.")
    return Rating(max(1, floor(value / most * 10 + 0.5))) if value else None


def without_links(text: str) -> str:
    """Return a text with what its links show in their place."""
    if "[" not in text:
        return text.strip()
    return _MARKDOWN_LINK.sub(lambda link: link["shown"], _LINK.sub(lambda link: link["shown"], text)).strip()


def _number(text: str) -> float:
    return float(text.replace(",", ".").replace("½", ".5"))
