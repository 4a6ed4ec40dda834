"""Import and export: one use case each, for both front ends."""
