"""What the wiki says of files that it does not keep."""

from wiki.core.errors import N_, Refusal, TooLarge


class Unwelcome(Refusal):
    """The file is of no kind that the wiki keeps, or holds what it does not keep."""

    status = 415
    msgid = N_(
        "The wiki does not know this type of file. It takes pictures (PNG, JPEG, GIF, WebP, AVIF, SVG), PDF, Word, "
        "Excel, PowerPoint, OpenDocument, CSV and plain text."
    )


class Damaged(Unwelcome):
    """The file is not whole, or not what it says."""

    status = 400
    msgid = N_("The file is damaged or not complete. Save it again in the program it comes from, and try once more.")


class TooMuch(TooLarge):
    """The file unfolds to more than can be shown."""

    msgid = N_("The file would take too much room when it is opened.")


BY_NAME: dict[str, type[Refusal]] = {each.__name__: each for each in (Unwelcome, Damaged, TooMuch)}
