"""Counting: from entries to small frozen results, each with its definition. It knows no journal and no screen."""
