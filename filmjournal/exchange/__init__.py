"""Formats that are imported and exported, a module each. Nothing here uses the journal."""
