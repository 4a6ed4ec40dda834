"""What you see: the journal as screens, by Textual."""
