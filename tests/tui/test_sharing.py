"""A review on the clipboard, and the film's page in the browser."""

import pytest
from msgspec import structs

from builders import entry, film
from filmjournal.model.breakdown import Element
from filmjournal.model.film import ExternalIds
from filmjournal.model.rating import Rating
from filmjournal.tui import sharing
from filmjournal.tui.session import Session
from filmjournal.tui.sharing import pages, review_text
from terminal import OpenApp


def test_what_was_written_is_copied_as_markdown() -> None:
    written = entry(
        headline="Quiet",
        review="One\ntwo\x1b[31m\n",
        breakdown=(
            Element("Script", "Short.", Rating.FOUR),
            Element("Direction"),
            Element("Score", "", Rating.ONE),
        ),
    )
    assert review_text(written.viewing) == "**Quiet**\n\nOne\ntwo␛[31m\n\n## Script ★★★★\n\nShort.\n\n## Score ★"
    assert review_text(entry().viewing) == ""


@pytest.mark.parametrize(
    ("ids", "addresses"),
    [
        (ExternalIds(letterboxd="https://boxd.it/29qU", imdb="tt1"), ["https://boxd.it/29qU", "https://www.imdb.com/title/tt1/"]),
        (ExternalIds(letterboxd="pig-2021"), ["https://letterboxd.com/film/pig-2021/"]),
        (ExternalIds(wikidata="Q42", tmdb="7"), ["https://www.wikidata.org/wiki/Q42", "https://www.themoviedb.org/movie/7"]),
        (ExternalIds(letterboxd="file:///etc/passwd", imdb="tt1/../x", wikidata="42", tmdb="7;"), []),
    ],
)  # fmt: skip
def test_a_film_has_the_pages_that_its_ids_lead_to_and_no_other(ids: ExternalIds, addresses: list[str]) -> None:
    assert [address for _, address in pages(film(external_ids=ids))] == addresses


async def test_y_copies_the_review_and_o_opens_the_page_in_the_list_and_the_review(
    open_app: OpenApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = session.journal.entries[0]
    other = session.journal.entries[1]
    session.journal.revise(structs.replace(first.film, external_ids=ExternalIds(imdb="tt0268126")), first.viewing)
    session.journal.revise(structs.replace(other.film, external_ids=ExternalIds()), other.viewing)
    opened: list[str] = []
    async with open_app() as terminal:
        monkeypatch.setattr(terminal.app, "open_url", opened.append)
        monkeypatch.setattr(sharing, "has_browser", lambda: True)
        await terminal.press("y")
        await terminal.until_told("Copied the review of Adaptation. (2002): ")
        assert terminal.app.clipboard == review_text(first.viewing)
        await terminal.press("enter")
        await terminal.detail()
        await terminal.press("o")
        await terminal.until_told("Opened Adaptation. (2002) at IMDb.")
        assert opened == ["https://www.imdb.com/title/tt0268126/"]
        monkeypatch.setattr(sharing, "has_browser", lambda: False)
        await terminal.press("o")
        await terminal.until_told("There is no browser here.")
        assert terminal.app.clipboard == opened[0]
        await terminal.press("n")
        await terminal.press("o")
        await terminal.until_told("No page of ")
        assert len(opened) == 1
