"""The search engine: entries in blocks, their fields in columns, matches ranked."""
