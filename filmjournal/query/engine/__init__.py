"""How a query is answered: entries in blocks, their fields in columns, matches ranked."""
