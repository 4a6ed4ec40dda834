"""The screens: each answers one question, and has its style sheet beside it."""
