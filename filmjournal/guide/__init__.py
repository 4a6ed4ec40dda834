"""The guide: what people read in the app, in the shell and in the repository."""
