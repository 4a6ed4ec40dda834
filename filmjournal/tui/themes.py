"""The themes of our own, and the colours that rendered values take from the theme in use."""

from collections.abc import Mapping

from rich.console import Console
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from filmjournal.render.palette import Palette

DARK = Theme(
    name="filmjournal-dark",
    primary="#d8a657",
    secondary="#89b0ae",
    accent="#e2876d",
    warning="#e3b15e",
    error="#e57373",
    success="#9bbf85",
    foreground="#e8e2d6",
    background="#14161b",
    surface="#1b1e25",
    panel="#262a33",
    dark=True,
    variables={"footer-key-foreground": "#d8a657", "input-selection-background": "#d8a657 35%"},
)
"""Lamp light in a dark room."""

LIGHT = Theme(
    name="filmjournal-light",
    primary="#8a5a00",
    secondary="#2f6f6b",
    accent="#b0442b",
    warning="#9a6200",
    error="#b3261e",
    success="#4d7a35",
    foreground="#2b2822",
    background="#fbf8f1",
    surface="#f3eee2",
    panel="#e7dfcd",
    dark=False,
    variables={"footer-key-foreground": "#8a5a00", "input-selection-background": "#8a5a00 25%"},
)
"""Ink on paper."""


def has_few_colours() -> bool:
    """Return whether the terminal has 16 colours, in which the shades of the themes are all the same."""
    return Console(force_terminal=True).color_system == "standard"


def palette_of(app: App[None]) -> Palette:
    """Return the colours of the current theme."""
    variables = app.theme_variables

    def colour(name: str) -> str:
        return Color.parse(variables[name]).rich_color.name

    return Palette(
        muted="dim",
        star=colour("warning"),
        heart=colour("error"),
        accent=f"bold {colour('primary')}",
        found=f"not dim bold underline {colour('accent')}",
    )


FEW_COLOURS: dict[bool, dict[str, str]] = {
    True: {"few-field": "#555555", "few-text": "#ffffff", "few-placeholder": "#aaaaaa", "few-cursor": "#0000aa"},
    False: {"few-field": "#aaaaaa", "few-text": "#000000", "few-placeholder": "#555555", "few-cursor": "#55ffff"},
}
"""Colours of fields and of the cursor in a terminal of 16 colours: of a dark theme, and of a light one."""


def cursor_colours(theme: Theme, variables: Mapping[str, str], *, few_colours: bool) -> dict[str, str]:
    """Return the theme variables of the cursor: one colour in tables, lists, folds and the palette.

    A shade of the primary colour, on which every text of a row can be read; with few colours, one of those.
    """
    if theme.ansi:
        return {}
    colour = FEW_COLOURS[theme.dark]["few-cursor"] if few_colours else f"{variables['primary']} 25%"
    return {
        "block-cursor-background": colour,
        "block-cursor-foreground": variables["foreground"],
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": colour,
        "block-cursor-blurred-foreground": variables["foreground"],
        "block-cursor-blurred-text-style": "none",
    }


class ThemedApp(App[None]):
    """An app in one of our themes, or of Textual's, with one colour for the cursor of everything that has one."""

    def __init__(self, *, few_colours: bool) -> None:
        """Make the app; `few_colours` for a terminal of 16 colours."""
        self._few_colours = few_colours  # first: the app asks for its colours while it is made
        super().__init__()
        self.set_class(few_colours, "-few-colours")
        for theme in (DARK, LIGHT):
            self.register_theme(theme)

    def start_with_theme(self, name: str) -> None:
        """Set the theme before any style sheet is parsed: one set while the app runs has all of them parsed again.

        An unknown name stands for our dark theme.
        """
        self.set_reactive(App.theme, name if name in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        is_dark = self.current_theme.dark
        self.update_classes(
            {f"-theme-{self.theme}": True, "-dark-mode": is_dark, "-light-mode": not is_dark}, update=False
        )
        self._refresh_truecolor_filter(self.ansi_theme)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, with those of the cursor."""
        variables = super().get_css_variables()
        cursor = cursor_colours(self.current_theme, variables, few_colours=self._few_colours)
        self.theme_variables |= cursor | FEW_COLOURS[self.current_theme.dark]
        return self.theme_variables
