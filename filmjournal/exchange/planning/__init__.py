"""What an import would do, worked out before it does anything."""
