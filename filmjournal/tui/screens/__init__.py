"""The screens: each answers one question, and has its looks in a file of its own beside it."""
