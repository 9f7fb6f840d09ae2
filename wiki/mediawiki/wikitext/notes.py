"""Notes: <ref> and <references>, as our footnotes."""

from dataclasses import dataclass

from wiki.mediawiki.wikitext.conversion import Conversion


@dataclass(slots=True)
class Note:
    """A note: its number, what it says ("" while nothing has said it), and where it was first used."""

    number: int
    text: str = ""
    line: int = 0
    original: str = ""


class Notes:
    """The notes of a page, in the order in which they are first used."""

    def __init__(self) -> None:
        self.all: list[Note] = []
        self.by_name: dict[str, Note] = {}

    def mark(self, conversion: Conversion, text: str, name: str, original: str) -> str:
        """The mark of a note that is used here; several with one name are the same note."""
        return f"[^{self.note(conversion, text, name, original).number}]"

    def note(self, conversion: Conversion, text: str, name: str, original: str) -> Note:
        """The note of that name, which says `text` where nothing has been said before."""
        note = self.by_name.get(name) if name else None
        is_another = note is not None and text and note.text and text != note.text
        if note is None or is_another:  # MediaWiki shows the first of those and an error; here both are told
            note = Note(len(self.all) + 1, line=conversion.line, original=original)
            self.all.append(note)
            if name and not is_another:
                self.by_name[name] = note
        note.text = note.text or text
        return note

    def written(self, conversion: Conversion) -> str:
        """All notes, as they stand at the end of a page."""
        done = []
        for note in self.all:
            if not note.text:
                conversion.lose("note-empty", note.original, note.line)
            text = note.text.replace("\n", "\n    ") or "–"
            done.append(f"[^{note.number}]: {text}")
        return "\n".join(done)
