"""Text in versions that are no longer current, which the search does not know: gardeners look for what has gone."""
