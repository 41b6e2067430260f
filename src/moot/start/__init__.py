"""A guide begun: from a text to a folder that builds, with what a program can know filled in."""
