"""How a verb ends: its exit status, or the error of input that can't be used."""

from enum import IntEnum


class Status(IntEnum):
    """The exit status of the program."""

    DONE = 0
    """Done."""
    NOTHING = 1
    """Nothing was found or done, or a check found a problem."""
    BAD_INPUT = 2
    """The arguments or the input can't be used."""
    NO_JOURNAL = 3
    """The journal can't be read or written."""

    @property
    def help(self) -> str:
        """What it means, in the manual."""
        return _HELP[self]


_HELP = {
    Status.DONE: "Done.",
    Status.NOTHING: "Nothing was found or done, or a check found a problem.",
    Status.BAD_INPUT: "The arguments or the input can't be used.",
    Status.NO_JOURNAL: "The journal can't be read or written.",
}


class BadInputError(Exception):
    """The input can't be used; the text is for a person."""

    def __init__(self, sentence: str, *more: str) -> None:
        super().__init__(sentence)
        self.lines = (sentence, *more)
        """The text, and lines that show what is meant."""
