"""A journal as a book: its parts, and how they are written as EPUB, HTML and Markdown."""
