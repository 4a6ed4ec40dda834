"""What a journal is made of: frozen values, no input or output."""
