"""The text under study: one importer a format, one tree for all, and where the guide's sections stand in it."""
