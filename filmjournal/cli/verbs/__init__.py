"""The verbs of the shell: a module each, with its record, its arguments and what it does."""
