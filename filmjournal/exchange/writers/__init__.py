"""Export formats, one module each: entries in, texts out. `save_files` writes them to the disk."""
