"""What not everybody may do with a certain page."""
