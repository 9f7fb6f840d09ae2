"""Documents out of pages: Word, PDF, Markdown and print, of one page or of many; and how to cite a page.

choose      which pages belong together: one, it with its subpages, a whole theme
bind        those pages as one document, which Word, PDF and print are made of
shape       the HTML of a page made fit for paper
word/       Word documents, written in a process of their own
pdf         PDF, where WeasyPrint is installed
markdown    the sources, as people want them elsewhere
cite        citations, in the forms that people ask for
"""
