"""How you ask: text becomes a query, a query finds entries."""
