"""What comes into a journal and goes out of it: one module for each format. Nothing here knows a journal."""
