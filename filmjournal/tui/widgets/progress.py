"""The progress of a long task, in the middle of a screen that has nothing else to show yet."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import ProgressBar, Static


class ProgressPanel(Vertical):
    """Shows the task, a progress bar, and what can be done meanwhile."""

    def compose(self) -> ComposeResult:
        """Put the bar under the task."""
        yield Static(id="state", markup=False)
        yield ProgressBar(show_percentage=False, show_eta=False)
        yield Static(id="meanwhile", markup=False)

    def tell(self, doing: str, done: int = 0, of: int = 0, *, meanwhile: str = "") -> None:
        """Show the task, `done` steps of `of`; 0 if the number is unknown."""
        far = f"{doing}, {done:,} of {of:,}" if of else doing
        self.query_one("#state", Static).update(Content(f"{far} …"))
        self.query_one("#meanwhile", Static).update(Content(meanwhile))
        self.query_one(ProgressBar).update(total=of or None, progress=done)

    def show_end(self, sentence: str, *, meanwhile: str) -> None:
        """Show why the task ended, without a bar."""
        self.query_one("#state", Static).update(Content(sentence))
        self.query_one("#meanwhile", Static).update(Content(meanwhile))
        self.query_one(ProgressBar).display = False
