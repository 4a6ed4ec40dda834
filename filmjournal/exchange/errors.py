"""Errors of texts and files that are imported."""

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line


class TemplateError(InvalidValueError):
    """An entry written as Markdown that cannot be read; its text names the line."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"Line {line}: {one_line(sentence)}")
        self.line = line
        """The line, from 1."""


class CannotImportError(InvalidValueError):
    """A file that can't be imported; the message is one line, names the file and says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(one_line(sentence))
