"""Front matter that names pages: which fields do, and writing the names anew when pages have got others."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wiki.markup import frontmatter
from wiki.markup.names import BadName, Namespace, PageName, parse_name

NAMING = {  # fields whose values are names of pages, and what kind of page they are when they do not say
    "tema": Namespace.THEME,
    "överordnat tema": Namespace.THEME,
    "angränsande tema": Namespace.THEME,
    "stödjer": Namespace.MAIN,
    "svarar på": Namespace.REQUEST,
    "bygger på": Namespace.MUNICIPALITY,
    "samverkan": Namespace.COOPERATION,
    "verktyg": Namespace.MAIN,
}
_BRACKETS = re.compile(r"\[\[([^\[\]|#]+)([^\[\]]*)\]\]")


def names_in_fields(fields: Mapping[str, Any]) -> set[PageName]:
    """The pages that the fields name."""
    found = set()
    for key, default in NAMING.items():
        for text in _texts(fields.get(key)):
            for each in [match[1] for match in _BRACKETS.finditer(text)] or [text]:
                if name := _name(each, default):
                    found.add(name)
    return found


def with_fields_renamed(source: str, renamed: Mapping[PageName, PageName]) -> str:
    """`source` with the names in its fields written anew; unchanged where that would change anything else."""
    front = frontmatter.read(source)
    if not front.fields or names_in_fields(front.fields).isdisjoint(renamed):
        return source
    wanted = {key: _anew(key, value, renamed) for key, value in front.fields.items()}
    for quoted in (False, True):
        written = source
        for key, start, end, text, is_plain in reversed(list(frontmatter.values(source))):
            said = _in_words(key, text, renamed)
            if said != text:
                piece = said if is_plain and not quoted else json.dumps(said, ensure_ascii=False)
                written = written[:start] + piece + written[end:]
        read = frontmatter.read(written)
        if read.fields == wanted and read.body == front.body:
            return written
    return source


def _anew(key: str, value: Any, renamed: Mapping[PageName, PageName]) -> Any:
    if isinstance(value, list):
        return [_anew(key, each, renamed) for each in value]
    return _in_words(key, value, renamed) if isinstance(value, str) else value


def _in_words(key: str, text: str, renamed: Mapping[PageName, PageName]) -> str:
    """One value of the field `key` with its names anew; `text` itself where it has none of them."""
    default = NAMING.get(key)
    if default is None:
        return text
    if _BRACKETS.search(text):
        return _BRACKETS.sub(lambda link: f"[[{_renamed(link[1], default, renamed)}{link[2]}]]", text)
    return _renamed(text, default, renamed)


def _renamed(text: str, default: Namespace, renamed: Mapping[PageName, PageName]) -> str:
    name = _name(text, default)
    if name is None or name not in renamed:
        return text
    new = renamed[name]
    return new.title if new.namespace is default else new.full


def _name(text: str, default: Namespace) -> PageName | None:
    try:
        return parse_name(text, default)
    except BadName:
        return None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value
