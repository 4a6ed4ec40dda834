"""The version of this program, for whatever is below the package's own door."""

__version__ = "0.1.0"
