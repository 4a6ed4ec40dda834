"""The error of a value, as one sentence that a person can act on."""


class InvalidValueError(ValueError):
    """Raised for a value that the journal can't store; its text is a whole sentence."""
