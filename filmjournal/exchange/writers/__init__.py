"""One module for each format in which a journal goes out: entries in, texts out. Nothing here knows disk or clock."""
