"""How good the search is, in figures, over collections that somebody has judged."""
