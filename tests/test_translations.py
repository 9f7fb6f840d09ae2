"""Every sentence that people see exists in all languages, with the same blanks to fill in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
LANGUAGES = ("sv", "nb")
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
JINJA = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true"}
BLANK = re.compile(r"%\((\w+)\)")


def sources() -> dict[str | tuple[str, ...], str]:
    """Every msgid in the code and the templates, and a file that says it."""
    found: dict[str | tuple[str, ...], str] = {}
    for folder, methods, options in (
        (ROOT / "wiki", [("**.py", "python")], {}),
        (ROOT / "templates", [("**.html", "jinja2"), ("**.txt", "jinja2")], {"**.html": JINJA, "**.txt": JINJA}),
    ):
        for path, _line, msgid, _comments, _context in extract_from_dir(
            folder, methods, options, keywords=KEYWORDS, strip_comment_tags=True
        ):
            found[msgid] = f"{folder.name}/{path}"
    return found


def translated(language: str) -> Iterator[tuple[Path, Message]]:
    """Every message of a language, with the file it stands in."""
    for path in sorted((ROOT / "wiki" / "translations" / language).glob("*.po")):
        with path.open("rb") as file:
            catalog: Catalog = read_po(file)
        yield from ((path, message) for message in catalog if message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    known = {_key(message.id) for _path, message in translated(language) if _is_complete(message)}
    missing = {msgid: file for msgid, file in sources().items() if _key(msgid) not in known}
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over_or_contradicts_another(language: str) -> None:
    wanted = {_key(msgid) for msgid in sources()}
    said: dict[str, tuple[object, Path]] = {}
    for path, message in translated(language):
        key = _key(message.id)
        assert key in wanted, f"{path.name}: nobody says {key!r} any more"
        assert said.get(key, (message.string,))[0] == message.string, f"{path.name} and {said[key][1].name}: {key!r}"
        said[key] = (message.string, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_blanks(language: str) -> None:
    for path, message in translated(language):
        blanks = set(BLANK.findall(" ".join(_forms(message.id))))
        forms = _forms(message.string)
        for form in forms:
            assert set(BLANK.findall(form)) <= blanks, f"{path.name}: {form!r}"
        assert blanks - {"num"} <= set(BLANK.findall(" ".join(forms))), f"{path.name}: {message.id!r}"


def _forms(said: Any) -> list[str]:
    """The one form of a sentence, or all of a plural's."""
    return [said] if isinstance(said, str) else list(said)


def _key(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _is_complete(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return not message.fuzzy and all(forms)
