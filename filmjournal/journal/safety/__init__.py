"""What keeps a journal safe beside its file: backups, drafts, rescue, and the check of all of it."""
