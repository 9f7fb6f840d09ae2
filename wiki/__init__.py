"""A wiki in which municipalities write, together, how to work with digital change."""

__version__ = "0.1.0"
