"""What a terminal would obey is shown instead, wherever the app draws text."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from filmjournal.model.text import visible


class StandIns(LineFilter):
    """Shows a character for each control and each override of the direction, also in fields that hold them.

    Such a character takes a cell that the layout did not count: the end of its line is cut off by as much.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 — filters get it
        """Return the segments of a line as they may be drawn."""
        texts = [segment.text if segment.control else visible(segment.text) for segment in segments]
        if all(segment.text is text for segment, text in zip(segments, texts, strict=True)):
            return segments
        shown = [Segment(text, each.style, each.control) for text, each in zip(texts, segments, strict=True)]
        return Segment.adjust_line_length(shown, Segment.get_line_length(segments), pad=False)
