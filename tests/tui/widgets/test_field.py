"""Fields of a form."""

from textual.app import App, ComposeResult
from textual.geometry import Region

from filmjournal.tui.widgets.field import Line, Prose


class Form(App[None]):
    """A line and a text."""

    def compose(self) -> ComposeResult:
        yield Line("A line")
        yield Prose("A text")


async def test_a_field_that_is_gone_is_drawn_once_more_as_nothing() -> None:
    app = Form()
    async with app.run_test():
        for kind in (Line, Prose):
            field = app.query_one(kind)
            assert field.render_lines(Region(0, 0, 10, 1))[0].text.strip().startswith("A ")
            await field.remove()
            assert [strip.text for strip in field.render_lines(Region(0, 0, 10, 2))] == [" " * 10] * 2
