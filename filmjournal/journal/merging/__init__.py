"""Two copies of a journal made into one, without losing what was written in either."""
