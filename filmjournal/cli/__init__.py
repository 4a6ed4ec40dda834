"""What you type: the shell's side of the journal."""
