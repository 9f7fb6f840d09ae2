"""What is asked for: the words of a query, what narrows it, and the ways on from there."""
