"""The journal's file on the disk: read whole, written whole or not at all."""
