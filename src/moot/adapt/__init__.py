"""A group's own guide: changes in a small file, merged with somebody else's guide."""
