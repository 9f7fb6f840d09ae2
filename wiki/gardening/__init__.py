"""What gardeners do with pages and versions, one or many at once; each act in the log, and undone from there."""
