"""What is wrong with a value, in one sentence a person can act on."""


class InvalidValueError(ValueError):
    """A value that the journal does not take; its text is a whole sentence."""
