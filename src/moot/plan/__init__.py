"""What a session prints, in order: numbering, times, cuts, references resolved. Values only, ready for a template."""
