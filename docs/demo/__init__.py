"""A room for the guides' pictures."""
