"""The parts of screens: each shows one thing and posts a message when it is used."""
