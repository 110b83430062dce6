"""A release in the forms that other programs read."""
