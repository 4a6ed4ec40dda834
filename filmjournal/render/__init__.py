"""Values as rich tables and text, for the screens and the shell alike."""
