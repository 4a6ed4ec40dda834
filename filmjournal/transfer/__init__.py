"""Import, export, lookup and edits of several viewings: one use case each, for both front ends."""
