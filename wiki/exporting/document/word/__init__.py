"""Word documents, written from the HTML of a bound document by what its elements are: real styles, lists and notes.

write       the document: its frame, and what the process that writes it answers
blocks      headings, paragraphs, lists, boxes
tables      tables
inline      runs, links and marks of footnotes within a paragraph
notes       footnotes
lists       numbering
pictures    pictures with their descriptions
styles      how all that looks
    xml         making elements
"""
