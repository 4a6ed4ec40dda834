"""One module for each service that people come from: its files in, a batch out. Nothing here knows disk or clock."""
