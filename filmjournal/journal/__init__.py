"""Where the journal lives: one TinyDB file."""
