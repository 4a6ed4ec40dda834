"""Compares what a person waits for with what the machine can do at all: python tests/benchmark.py

Every figure is the median of several runs, in one run of this program, so that the ratios hold on a noisy machine.
"""

RUNS = 5

BARE = """
from textual.app import App
from textual.widgets import DataTable
class Bare(App):
    BINDINGS = [("ctrl+q", "quit", "")]
    def compose(self):
        yield DataTable()
    def on_mount(self):
        self.query_one(DataTable).add_column("Watched")
Bare().run()
"""

TEXT = "The film opens slowly, and the light in the room changes as she walks to a window while rain falls. " * 18
