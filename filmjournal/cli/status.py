"""What the program says to whoever ran it, by the number it ends with."""

from enum import IntEnum


class Status(IntEnum):
    """The exit status."""

    DONE = 0
    """It is done."""
    NOTHING = 1
    """Nothing was found or done, or what was looked at is not well."""
    BAD_INPUT = 2
    """What was asked for cannot be done."""
    NO_JOURNAL = 3
    """The journal could not be read or written."""

    @property
    def help(self) -> str:
        """What it means, for whoever looks it up."""
        return _HELP[self]


_HELP = {
    Status.DONE: "It is done.",
    Status.NOTHING: "Nothing was found or done, or what was looked at is not well.",
    Status.BAD_INPUT: "What was asked for cannot be done.",
    Status.NO_JOURNAL: "The journal could not be read or written.",
}


class BadInputError(Exception):
    """What was asked for cannot be done; the text is for a person."""

    def __init__(self, sentence: str, *more: str) -> None:
        super().__init__(sentence)
        self.lines = (sentence, *more)
        """The text, and lines that show what is meant."""
