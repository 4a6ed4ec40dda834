"""Colours: one for the cursor everywhere, and fields that are seen where there are 16."""

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from textual.widgets import Collapsible, Input, OptionList, TextArea

from filmjournal.tui.app import FilmJournalApp
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import DARK, LIGHT, cursor_colours
from filmjournal.tui.widgets.diary_table import DiaryTable
from terminal import OpenApp, Terminal


def of_sixteen(colour: Color) -> int | None:
    return RichColor.from_rgb(*colour.rgb).downgrade(ColorSystem.STANDARD).number


def fields(screen: EditorScreen) -> list[Input | TextArea]:
    return [each for each in (*screen.query(Input), *screen.query(TextArea)) if each.can_focus]


async def test_fields_and_what_stands_in_them_are_seen_in_sixteen_colours(session: Session) -> None:
    for theme in (DARK, LIGHT):
        session.settings.change(theme=theme.name)
        app = FilmJournalApp(session, few_colours=True)
        async with app.run_test(size=(80, 24)) as pilot:
            terminal = Terminal(app, pilot)
            await terminal.press("a")
            screen = await terminal.editor()
            behind = of_sixteen(screen.styles.background)
            for field in fields(screen):
                placeholder = "input--placeholder" if isinstance(field, Input) else "text-area--placeholder"
                under, over = field.background_colors[1], field.get_component_styles(placeholder).color
                shades = of_sixteen(under), of_sixteen(over), of_sixteen(field.styles.color)
                assert behind not in shades[:1]
                assert len(set(shades)) == 3, (field, shades)
            focused, others = screen.form.field("title").line, screen.form.field("year").line
            assert of_sixteen(focused.background_colors[1]) != of_sixteen(others.background_colors[1])


async def test_the_cursor_has_one_colour_in_tables_lists_and_folds(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        table = (await terminal.diary()).query_one(DiaryTable)
        colours = {table.get_component_styles("table--cursor").background.hex}
        await terminal.press("a")
        screen = await terminal.editor()
        fold = screen.query(Collapsible).first().query("CollapsibleTitle").first()
        fold.focus()
        await terminal.pilot.pause()
        colours.add(fold.styles.background.hex)
        await terminal.press("f3")
        assert terminal.app.screen.styles.background.a < 1  # the form is seen around the window
        names = terminal.app.screen.query_one(OptionList)
        colours.add(names.get_component_styles("option-list--option-highlighted").background.hex)
        assert colours == {Color.parse(terminal.app.theme_variables["primary"]).with_alpha(0.25).hex}


def test_every_theme_has_a_colour_for_the_cursor() -> None:
    for theme in (DARK, LIGHT, *BUILTIN_THEMES.values()):
        variables = theme.to_color_system().generate()
        for few_colours in (False, True):
            made = cursor_colours(theme, variables, few_colours=few_colours)
            assert theme.ansi or Color.parse(made["block-cursor-background"].split()[0])
