"""Files of any program, read as text, tables and Markdown."""
