"""Which films of the watchlist tonight's is chosen among."""

from filmjournal.model.wish import Wished
from filmjournal.query.engine.index import Index
from filmjournal.query.parser import parse_strict
from filmjournal.query.watchlist import watchlist_entries
from filmjournal.tui.prompts import TextPrompt
from filmjournal.tui.session import Session


class NothingForTonightError(Exception):
    """A query can't be read, or finds nothing on the watchlist; the text is for a person."""


def films_for_tonight(session: Session, query: str) -> list[Wished]:
    """Return what a query finds on the watchlist; raises NothingForTonightError."""
    wishes = list(session.journal.watchlist)
    if not query.strip():
        return wishes
    parsed = parse_strict(query, session.today(), frozenset(), session.searches.saved)
    if parsed.errors:
        raise NothingForTonightError(parsed.errors[0].message)
    found = {entry.id for entry in Index(watchlist_entries(wishes)).search(parsed.query, ranked=False).entries}
    if not found:
        raise NothingForTonightError("Nothing on your watchlist matches.")
    return [wished for wished in wishes if wished.id in found]


class TonightPrompt(TextPrompt[str]):
    """Asks among which films of the watchlist tonight's is chosen; answers with the query, empty for all."""

    KEYS = "Such as runtime:..100 or genre:comedy · empty for all · enter · esc back"

    def __init__(self, session: Session, query: str) -> None:
        super().__init__("Which films of your watchlist, for tonight?", query)
        self._session = session

    def submit(self, text: str) -> None:
        """Answer with the query, if it can be read and something matches."""
        try:
            films_for_tonight(self._session, text)
        except NothingForTonightError as error:
            self.hint(str(error))
        else:
            self.dismiss(text.strip())
