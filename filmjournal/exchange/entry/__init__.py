"""One entry as JSON, Markdown or a row of CSV, and back."""
