"""Out of the wiki in other forms than its own: for another wiki, for a web server, for paper."""
