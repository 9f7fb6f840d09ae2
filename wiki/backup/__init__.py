"""A wiki as one file, and a wiki out of that file; backups by themselves; what is wrong with a wiki."""
