"""What the house style asks for and a machine can check."""

import ast
import dataclasses
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from wiki.core.settings import Settings

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "wiki").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
MEANINGLESS = {"utils", "util", "helpers", "helper", "manager", "service", "services", "misc", "common", "stuff"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_files_and_functions_are_short_enough_to_read_in_one_go(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    for function in functions(ast.parse(text)):
        assert (function.end_lineno or 0) - function.lineno < 40, function.name


@pytest.mark.parametrize("path", TESTS, ids=relative)
def test_files_of_tests_may_be_somewhat_longer(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 500


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_modules_and_public_things_say_what_for(path: Path) -> None:
    tree = ast.parse(path.read_text())
    if tree.body:
        assert ast.get_docstring(tree), "the module has no docstring"
    for thing in tree.body:
        if isinstance(thing, ast.FunctionDef | ast.ClassDef) and not thing.name.startswith("_"):
            assert ast.get_docstring(thing), thing.name


def test_names_of_files_say_something() -> None:
    assert not [relative(path) for path in CODE if set(path.stem.split("_")) & MEANINGLESS]


def test_pages_have_no_inline_script_style_or_handler() -> None:
    forbidden = re.compile(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", re.IGNORECASE)
    for path in TEMPLATES:
        assert not forbidden.search(path.read_text()), relative(path)


def test_colours_stand_in_the_tokens_only() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)
    for path in (ROOT / "static" / "css").glob("*.css"):
        if path.name != "tokens.css":
            assert not colour.search(path.read_text()), relative(path)


def test_forms_that_change_something_carry_the_token() -> None:
    for path in TEMPLATES:
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL):
            if re.search(r'method="post"', form.split(">", 1)[0]):
                assert "csrf" in form, relative(path)


def test_the_readme_lists_every_setting() -> None:
    readme = (ROOT / "README.md").read_text()
    for each in dataclasses.fields(Settings):
        assert f"`WIKI_{each.name.upper()}`" in readme
        assert each.metadata["sentence"] in readme, each.name


def test_nothing_is_put_off_or_tied_to_one_machine() -> None:
    suspicious = re.compile(rb"\bTODO\b|\bFIXME\b|\bXXX\b|/home/\w|/root/|/tmp/\w")
    for path in tracked():
        if path.suffix in {".py", ".html", ".js", ".css", ".md", ".toml", ".yaml", ".txt"} and path != Path(__file__):
            assert not suspicious.search(path.read_bytes()), relative(path)


def test_lock_files_hold_no_download_addresses() -> None:
    for path in tracked():
        if path.name.endswith(("lock", "lock.json", ".npmrc")) or path.name.startswith("requirements"):
            assert b"://" not in path.read_bytes().replace(b"https://opencollective.com", b""), relative(path)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]
