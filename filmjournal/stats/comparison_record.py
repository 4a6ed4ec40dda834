"""A comparison as plain data, for JSON. Stars are 0.5 to 5, averages to a hundredth."""

from typing import Any

from filmjournal.stats.comparison import WHOLE, Cell, Comparison
from filmjournal.stats.record import entry_record


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON has it: the sides, and for each element what each of them says, in their order."""
    return {
        "sides": [
            {"name": side.name, "viewings": [entry_record(entry) for entry in side.entries]}
            for side in comparison.sides
        ],
        "elements": [
            {"element": None if row.name == WHOLE else row.name, "sides": [_cell(cell) for cell in row.cells]}
            for row in comparison.rows
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "stars": None if cell.stars is None else round(cell.stars, 2),
        "rated": cell.rated,
        "said": [{"viewing": each.entry.id, "headline": each.headline, "text": each.text} for each in cell.said],
    }
