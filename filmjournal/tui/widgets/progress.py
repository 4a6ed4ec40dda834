"""What is being done, and how far it is, in the middle of a screen that has nothing else to show yet."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import ProgressBar, Static


class ProgressPanel(Vertical):
    """Says what is waited for, with a bar under it and what can be done meanwhile."""

    def compose(self) -> ComposeResult:
        """Put the bar under the words."""
        yield Static(id="state", markup=False)
        yield ProgressBar(show_percentage=False, show_eta=False)
        yield Static(id="meanwhile", markup=False)

    def tell(self, doing: str, done: int = 0, of: int = 0, *, meanwhile: str = "") -> None:
        """Say what is being done, and how far of how much it is; of 0 where nobody knows."""
        far = f"{doing}, {done:,} of {of:,}" if of else doing
        self.query_one("#state", Static).update(Content(f"{far} …"))
        self.query_one("#meanwhile", Static).update(Content(meanwhile))
        self.query_one(ProgressBar).update(total=of or None, progress=done)

    def show_end(self, sentence: str, *, meanwhile: str) -> None:
        """Say why nothing is waited for any more."""
        self.query_one("#state", Static).update(Content(sentence))
        self.query_one("#meanwhile", Static).update(Content(meanwhile))
        self.query_one(ProgressBar).display = False
