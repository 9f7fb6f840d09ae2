"""The index in PostgreSQL, for wikis that keep all of theirs there."""
