"""The stars of a form, set by keys as they are read."""

from textual.app import App, ComposeResult
from textual.widgets import Input

from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.tui.widgets.element_box import Breakdown
from filmjournal.tui.widgets.form_controls import StarRating


class Form(App[None]):
    """Stars over two elements."""

    def compose(self) -> ComposeResult:
        yield StarRating(id="stars")
        yield Input()
        yield Breakdown((Element("Direction"), Element("Soundtrack")), id="breakdown")


def drawn(stars: StarRating) -> tuple[str, list[str]]:
    content = stars.render()
    return content.plain.rstrip(), [str(span.style) for span in content.spans]


async def test_stars_are_typed_as_they_are_read_and_stand_out_while_the_keys_are_heard() -> None:
    app = Form()
    async with app.run_test() as pilot:
        stars = app.query_one("#stars", StarRating)
        assert drawn(stars)[0] == "····· none"
        assert any("reverse" in style for style in drawn(stars)[1]), "unmistakable without a colour"
        for keys, text in (
            (["4"], "★★★★· 4"),
            (["full_stop"], "★★★★½ 4.5"),
            (["5"], "★★★★½ 4.5"),
            (["7"], "★★★★½ 4.5"),
            (["right"], "★★★★★ 5"),
            (["left", "left"], "★★★★· 4"),
            (["full_stop"], "½···· 0.5"),
            (["0"], "····· none"),
            (["3", "comma"], "★★★½· 3.5"),
            (["delete"], "····· none"),
        ):
            await pilot.press(*keys)
            assert drawn(stars)[0] == text, keys
        await pilot.press("4", "tab", "shift+tab", "full_stop")
        assert drawn(stars)[0] == "½···· 0.5", "a number ends when the cursor leaves it"
        await pilot.press("tab")
        assert drawn(stars)[0] == "½···· 0.5"
        assert not any("reverse" in style for style in drawn(stars)[1])


async def test_from_the_stars_of_an_element_writing_goes_on_in_its_text() -> None:
    app = Form()
    async with app.run_test() as pilot:
        direction, soundtrack = app.query_one(Breakdown).boxes
        direction.prose.focus()
        direction.rate()
        await pilot.press("4", "full_stop", "S", "o")
        assert direction.element == Element("Direction", "So", Rating(9))
        for key in ("enter", "escape"):
            direction.rate()
            await pilot.press("right", key)
            assert app.focused is direction.prose
        direction.rate()
        await pilot.press("4", "tab", "x")
        assert (direction.element.rating, soundtrack.element.text) == (Rating(8), "x")
        soundtrack.rate()
        await pilot.press("2", "shift+tab")
        assert app.focused is direction.prose
