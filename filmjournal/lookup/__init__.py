"""The films of the world, without a network: the catalogue, which film is meant, and what is known of it."""
