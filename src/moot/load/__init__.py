"""From a guide folder to a `Guide`, or to every problem of all its files at once."""
