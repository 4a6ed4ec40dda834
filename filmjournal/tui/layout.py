"""Where the screens change their layout."""

BREAKPOINTS = [(120, "-wide")]
"""The class that a screen wears from this many columns on: below 120 one column, from there two."""
