"""The formats in which entries go out."""

FORMATS = {
    "json": "write JSON, for programs",
    "ids": "write nothing but ids",
    "csv": "write a table with everything that is known, for spreadsheets",
    "tsv": "write the columns that a pipe gets: watched, rating, title, year, director and id, with tabs between",
    "markdown": "write Markdown",
    "plain": "write sentences that are read from top to bottom, for screen readers",
}
"""The formats that can be asked for, each with its help."""
