"""What `moot check` looks at beyond spelling and references. One file a family of rules, all of one shape."""
