"""Numbers of what has none of its own here. They stay the same in every export, so that a later one can be added."""

TALK_PAGES = 1_000_000_000  # and the number of the page that is talked about
TALK_VERSIONS = 1_000_000_000  # and the number of the post's text
SHIPPED = 2_000_000_000  # templates that come with every export
