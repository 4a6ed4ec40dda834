"""What you type: the shell's side of the journal."""

INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells have it. It is here as `--version` loads nothing for it."""
