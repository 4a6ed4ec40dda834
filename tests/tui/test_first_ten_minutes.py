"""What the README promises of the first ten minutes, done in their order."""

from filmjournal.model.when import When
from filmjournal.tui.screens.help import HelpScreen
from filmjournal.tui.widgets.form_controls import StarRating
from terminal import OpenApp, Terminal


async def to_the_stars(terminal: Terminal) -> None:
    for _ in range(10):
        if isinstance(terminal.focused, StarRating):
            return
        await terminal.press("tab")
    raise AssertionError("tab never came to the stars")


async def test_a_newcomer_logs_writes_reads_finds_and_undoes(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        journal = (await terminal.diary()).session.journal
        before = len(journal.entries)

        await terminal.press("a")
        form = (await terminal.editor()).form
        await terminal.press(*"Mirror")
        await to_the_stars(terminal)
        for key, number in (("4", "4"), ("full_stop", "4.5"), ("5", "4.5"), ("right", "5"), ("left", "4.5")):
            await terminal.press(key)
            assert form.stars.rating is not None
            assert form.stars.rating.number == number
        form.field("watched").line.value = "yesterday"
        await terminal.press("ctrl+s")
        await terminal.diary()
        (logged,) = [entry for entry in journal.entries if entry.film.title == "Mirror"]
        assert logged.viewing.watched == When("2026-11-23")

        await terminal.press("r")
        form = (await terminal.editor()).form
        assert form.review.has_focus
        await terminal.press(*"zephyr", "ctrl+s")
        await terminal.diary()
        assert [entry.viewing.review for entry in journal.entries if entry.id == logged.id] == ["zephyr"]

        await terminal.press("enter", "n", "escape", "w")
        await terminal.editor()
        await terminal.press("ctrl+s")
        screen = await terminal.diary()
        assert len(journal.entries) == before + 2

        await terminal.press("slash", *"zephyr")
        await terminal.until(
            lambda: screen.entry is not None and screen.entry.film.title == "Mirror", "the search finds it"
        )
        await terminal.press("escape", "escape", "u")
        assert len(journal.entries) == before + 1

        await terminal.press("question_mark")
        await terminal.on(HelpScreen)
