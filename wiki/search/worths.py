"""What each way to meet a word is worth, beside the word itself, which is worth 1; and why.

The order is what counts: a page that says the word comes before one that says a part of it or another word for it.
"""

TITLE = 4.0  # a page is about what it is called; four mentions in the text are soon made by chance
HEADING = 2.0  # what a section is about, which is less than the page
TEXT = 1.0

LAST_PART = 0.6  # äldreomsorg is a kind of omsorg: nearly the thing itself
FIRST_PART = 0.4  # skolplattform has to do with schools, and is none
PART_ASKED = 0.7  # for a word that stands within others; with the two above: a fifth to two fifths of the word itself

NEIGHBOUR = 0.6  # a Swedish word as it stands in bokmål and English: "budget" is meant in Swedish, where it is a word
SYNONYM = 0.6  # what gardeners call the same seldom is quite the same
FROM_BOKMAL = 0.5  # the Swedish word for one in bokmål: the same thing, and most of what there is to find
TO_BOKMAL = 0.3  # and the other way: who asks in Swedish wants what is written in it, and other words for it, first
PARTS_OF_ASKED = 0.3  # for a compound that was asked for: pages that hold its parts, after all that hold it
