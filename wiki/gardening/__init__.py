"""What gardeners do with whole pages: move, copy, merge, many at once; each act in the log, and undone from there."""
