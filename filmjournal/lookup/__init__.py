"""What is known of the world's films, without a network: the catalogue, which film is meant, and what it would fill in."""
