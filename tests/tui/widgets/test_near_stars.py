"""What stands beside the stars in the form and in the strip of the list."""

from syrupy.assertion import SnapshotAssertion

from builders import entry, film
from filmjournal.model.draft import Draft, DraftCredit
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.stats.calibration import Calibration
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.action_strip import ActionStrip
from filmjournal.tui.widgets.element_box import ElementBox
from filmjournal.tui.widgets.near_stars import Calibrations, NearStars, film_in
from terminal import OpenApp


def is_shown(near: NearStars) -> bool:
    return near.display


async def test_it_is_shown_as_long_as_the_stars_have_the_cursor_and_follows_them(
    open_app: OpenApp, looks: SnapshotAssertion
) -> None:
    async with open_app() as terminal:
        await terminal.press("j", "e")
        screen = await terminal.editor()
        near = screen.query_one(NearStars)
        assert not is_shown(near)
        await terminal.press("ctrl+r")
        assert is_shown(near)
        assert "▸ ★★★★★     7 × Yi Yi" in str(near.render())
        assert await terminal.picture() == looks
        await terminal.press("3", "full_stop")
        assert "▸ ★★★½ " in str(near.render())
        await terminal.press("delete")
        assert "nearest       Leaving Las Vegas ★★★★" in str(near.render())
        await terminal.press("tab")
        assert not is_shown(near)
        box = screen.form.breakdown.query(ElementBox).first()
        box.prose.focus()
        await terminal.press("ctrl+r")
        assert is_shown(near)
        assert near.region.y > screen.form.breakdown.region.y
        assert "▸ ★★★★★    10 × The Piano" in str(near.render())
        await terminal.press("x")
        assert not is_shown(near)


async def test_the_strip_of_the_list_shows_it_for_one_row_and_not_for_several(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        diary = await terminal.diary()
        await terminal.press("j", "asterisk")
        strip = diary.query_one(ActionStrip)

        def shown() -> str:
            return str(strip.query("Static").first().render())

        assert "▸ ★★★★★     7 × Yi Yi" in shown()
        await terminal.press("3")
        assert "▸ ★★★       1 × [REC]²" in shown()
        await terminal.press("escape", "u", "ctrl+a", "asterisk")
        assert "×" not in shown()


async def test_a_small_screen_is_left_to_the_form(open_app: OpenApp) -> None:
    async with open_app((40, 12)) as terminal:
        await terminal.press("j", "asterisk", "escape", "e")
        screen = await terminal.editor()
        await terminal.press("ctrl+r")
        assert not is_shown(screen.query_one(NearStars))


def test_it_is_looked_for_again_only_when_something_else_changed() -> None:
    own, other = entry("Pig", id="own"), entry("Mirror", id="other", rating=Rating.FOUR)
    entries = [(own, other)]
    known = Calibrations(lambda: entries[0])

    def found() -> Calibration:
        return known.of(own.film, "own")

    first = found()
    entries[0] = (entry("Pig", id="own", rating=Rating.FIVE), other)
    assert found() is first
    entries[0] = (own, entry("Mirror", id="other", rating=Rating.FIVE))
    assert found().count(Rating.FIVE) == 1


def test_a_form_is_compared_as_far_as_it_can_be_read(session: Session) -> None:
    typed = Draft(
        title="Mirror",
        year="197",
        genres="Drama, War",
        credits=(
            DraftCredit(Role.DIRECTOR, "Tarkovsky"),
            DraftCredit(Role.DIRECTOR, " "),
            DraftCredit(Role.ACTOR, "X"),
        ),
    )
    read = film_in(typed)
    assert (read.year, read.genres, read.people(Role.DIRECTOR)) == (None, ("Drama", "War"), ("Tarkovsky",))
    assert film_in(Draft(year="1975")).year == 1975
    assert film_in(Draft(year="9999")) == film("?")
