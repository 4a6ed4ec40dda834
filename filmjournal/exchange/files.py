"""What a person named to be read: files, by their path within it."""

from collections.abc import Mapping

Files = Mapping[str, bytes]
"""The bytes of each file, by its path within what was given."""
