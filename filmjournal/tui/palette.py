"""The commands of the app in the command palette."""

from collections.abc import Callable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from filmjournal.query.sorting import ORDERS
from filmjournal.tui.commands import EVERYWHERE, Command, commands_of
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.screens.journal_screen import JournalScreen


class JournalCommands(Provider):
    """The commands that work on the screen below the palette, sort orders and saved searches."""

    def _commands(self) -> list[Command]:
        place = self.screen.PLACE if isinstance(self.screen, JournalScreen) else EVERYWHERE
        commands = commands_of(place, EVERYWHERE)
        return [each for each in commands if not each.numbered and each.action != "app.command_palette"]

    def _rows(self) -> list[tuple[str, str, Callable[[], object]]]:
        rows: list[tuple[str, str, Callable[[], object]]] = [
            (
                f"{command.title}  ({command.shown_keys})",
                command.help,
                partial(self.app.call_later, self.screen.run_action, command.action),
            )
            for command in self._commands()
        ]
        if isinstance(self.screen, DiaryScreen):
            rows += [
                (
                    f"Sort by {order.title.lower()}",
                    "Sort the diary in this order.",
                    partial(self.screen.search_session.sort_by, order),
                )
                for order in ORDERS
            ]
            for name, query in self.screen.session.searches.saved.items():
                rows += [
                    (f"Search @{name}", query, partial(self.screen.search, f"@{name}")),
                    (
                        f"Delete @{name}",
                        f"The saved search {query}",
                        partial(self.screen.search_session.forget, name),
                    ),
                ]
        rows.append(("Choose a theme", "Ours, or one of Textual's.", self.app.action_change_theme))
        return rows

    async def discover(self) -> Hits:
        """Show every command before anything is typed."""
        for title, explanation, run in self._rows():
            yield DiscoveryHit(title, run, help=explanation)

    async def search(self, query: str) -> Hits:
        """Show the commands whose name matches."""
        matcher = self.matcher(query)
        for title, explanation, run in self._rows():
            score = max(matcher.match(title), matcher.match(explanation) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, help=explanation)
