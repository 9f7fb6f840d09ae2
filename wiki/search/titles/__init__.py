"""Pages by their names: suggestions while somebody writes, and the page that was meant."""
