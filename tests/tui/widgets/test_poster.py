"""Posters of those who keep them: found by id or title, drawn where that is possible, and never in the way."""

import os
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import Static

from builders import film
from filmjournal.cli.open import _posters
from filmjournal.journal.posters import FOLDER, Posters, posters_of
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds
from filmjournal.tui.stand_ins import StandIns
from filmjournal.tui.widgets import poster
from filmjournal.tui.widgets.poster import HOW, Drawing, Poster, drawing_in, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir()
    return tmp_path / FOLDER


@pytest.fixture
def pillow() -> Any:
    return pytest.importorskip("PIL.Image", reason="pip install filmjournal[posters]")


def drawn(pillow: Any, path: Path, width: int = 40, height: int = 60) -> Path:
    pillow.new("RGB", (width, height), (200, 30, 30)).save(path)
    return path


def test_an_image_is_found_by_id_by_title_and_year_or_by_title(folder: Path) -> None:
    for name in (
        "tt0113627.jpg",
        "Solaris (1972).png",
        "solaris.webp",
        "Mission - Impossible.JPG",
        "notes.txt",
        ".png",
    ):
        (folder / name).touch()
    posters = Posters(folder)
    found = {
        "tt0113627.jpg": film("Leaving Las Vegas", external_ids=ExternalIds(imdb="tt0113627")),
        "Solaris (1972).png": film("Solaris", year=1972),
        "solaris.webp": film("Solaris", year=2002),
        "Mission - Impossible.JPG": film("Mission: Impossible"),
    }
    assert {name: posters.find(each) for name, each in found.items()} == {name: folder / name for name in found}
    assert posters.find(film("…")) is None
    assert posters.find(film("notes")) is None
    (folder / "notes.gif").touch()
    os.utime(folder, ns=(1, 1))
    assert posters.find(film("notes")) == folder / "notes.gif"


def test_without_a_folder_nothing_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poster, "can_draw", lambda: pytest.fail("the terminal was asked"))
    assert _posters(tmp_path / "journal.json") is None
    assert posters_of(tmp_path / "journal.json") is None


def test_without_the_library_there_are_no_posters(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poster, "can_draw", lambda: False)
    assert _posters(folder.parent / "journal.json") is None
    monkeypatch.setattr(poster, "can_draw", lambda: True)
    assert _posters(folder.parent / "journal.json") is not None


@pytest.mark.parametrize(
    ("environ", "drawing"),
    [
        ({"TERM": "xterm-kitty"}, Drawing.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, Drawing.KITTY),
        ({"TERM": "foot"}, Drawing.SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Drawing.SIXEL),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, Drawing.BLOCKS),
        ({"TERM": "xterm-256color", HOW: "sixel"}, Drawing.SIXEL),
        ({"TERM": "xterm-kitty", HOW: "blocks"}, Drawing.BLOCKS),
        ({HOW: "nonsense"}, Drawing.BLOCKS),
    ],
)
def test_the_terminal_is_known_by_its_names_and_never_asked(environ: dict[str, str], drawing: Drawing) -> None:
    assert drawing_in(environ) is drawing


def test_damaged_and_huge_images_are_refused_in_a_sentence(
    folder: Path, pillow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = drawn(pillow, folder / "whole.png").read_bytes()
    for name, data in (("half.png", whole[: len(whole) // 2]), ("no.jpg", b"no image"), ("empty.gif", b"")):
        (folder / name).write_bytes(data)
        with pytest.raises(InvalidValueError, match=f"^posters/{name} can't be shown: it is damaged, or no image.$"):
            opened(folder / name)
    os.mkfifo(folder / "pipe.png")
    with pytest.raises(InvalidValueError, match=r"posters/pipe.png isn't shown"):
        opened(folder / "pipe.png")
    monkeypatch.setattr(poster, "MOST_PIXELS", 1_000)
    with pytest.raises(InvalidValueError, match=r"posters/whole.png isn't shown: it has more than"):
        opened(folder / "whole.png")
    monkeypatch.setattr(poster, "MOST_BYTES", 10)
    with pytest.raises(InvalidValueError, match=r"isn't shown"):
        opened(folder / "whole.png")


def test_a_large_image_is_made_small_before_it_is_drawn(folder: Path, pillow: Any) -> None:
    image = opened(drawn(pillow, folder / "large.jpg", 3_000, 4_500))
    assert (image.width, image.height, image.mode) == (600, 900, "RGB")


class Wall(App[None]):
    """Nothing but a poster."""

    def __init__(self, posters: Posters) -> None:
        super().__init__()
        self.poster = Poster(posters)

    def compose(self) -> ComposeResult:
        yield self.poster


@pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")  # by textual-image, of Pillow
async def test_the_poster_of_one_film_after_the_other_is_shown(folder: Path, pillow: Any) -> None:
    pytest.importorskip("textual_image", reason="pip install filmjournal[posters]")
    drawn(pillow, folder / "Pig.png")
    (folder / "Mirror.png").write_bytes(b"no image")
    app = Wall(Posters(folder))
    async with app.run_test() as pilot:
        shown = []
        for title in ("Pig", "Stalker", "Mirror", "Pig"):
            app.poster.show(film(title))
            await app.workers.wait_for_complete()
            await pilot.pause()
            shown.append([type(child).__name__ for child in app.poster.children])
        assert shown == [["HalfcellImage"], [], ["Static"], ["HalfcellImage"]]
        (image,) = app.poster.children
        assert (image.size.height, image.size.width) == (12, 16)
        app.poster.show(film("Mirror"))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "posters/Mirror.png can't be shown" in str(app.poster.query_one(Static).render())


async def test_pixels_reach_the_terminal_and_nothing_that_was_imported_does(folder: Path, pillow: Any) -> None:
    pytest.importorskip("textual_image", reason="pip install filmjournal[posters]")
    image = opened(drawn(pillow, folder / "Pig.png"))

    class Pixels(App[None]):
        def compose(self) -> ComposeResult:
            widget = poster._sixel_class()(image)
            widget.styles.width, widget.styles.height = 8, 6
            yield widget

    app = Pixels()
    async with app.run_test() as pilot:
        await pilot.pause()
        (marked,) = app.query("MarkedSixels")
        segments = [segment for strip in marked.render_lines(marked.region) for segment in strip]
        orders = [segment for segment in segments if "\x1b" in segment.text]
        assert any("\x1bP" in segment.text for segment in orders)
        assert StandIns().apply(segments, Color(0, 0, 0)) == segments
    (text,) = StandIns().apply([Segment("\x1b[2J")], Color(0, 0, 0))
    assert "\x1b" not in text.text
