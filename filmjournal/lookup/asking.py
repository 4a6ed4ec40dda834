"""What may go wrong when a service is asked, for whoever doesn't ask it: this module loads nothing of the network."""

from filmjournal.model.errors import InvalidValueError


class DownloadError(InvalidValueError):
    """A service could not be asked, or did not answer; the text is a whole sentence."""

    def __init__(self, sentence: str, *, code: str = "", about: str = "", seconds: float = 0.0) -> None:
        super().__init__(sentence)
        self.code = code
        """What the service calls the error, such as no-such-entity; empty where it names none."""
        self.about = about
        """What the service says it is about, such as an id."""
        self.seconds = seconds
        """How long the service wants to be left alone; 0 where it doesn't say."""


class TakesTooLongError(DownloadError):
    """The question is too large for the service; a smaller one may be answered."""
