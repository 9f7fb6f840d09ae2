"""The wiki's own files: one address for each, kept for a year, never stale, and nothing else on the disk."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from wiki.core.assets import Assets, init_assets

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small static folder of the test's own."""
    files = {
        "vendor/designsystemet-css/index.css": "@layer ds.base;.ds-input:where([type=url],[type=search]){color:red}",
        "vendor/designsystemet-css/LICENSE": "MIT",
        "css/tokens.css": "/*! kept */ :root { --mk-ink: #000; }",
        "css/base.css": "@layer wiki.base;",
        "css/zebra.css": "/* why */\n@layer wiki {\n  .zebra {\n    color: red;\n  }\n  /* b */\n  .a :where(b) {}}",
        "js/main.js": "import('./menu.js');\n" * 20,
        "img/mark.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Flask:
    """An application that serves that folder and nothing else."""
    app = Flask(__name__, static_folder=None)
    init_assets(app, folder)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser."""
    return app.test_client()


def test_the_style_sheets_are_one_file_in_their_order(folder: Path, client: FlaskClient) -> None:
    css = client.get(Assets(folder).url("css")).text
    assert css.index(".ds-input") < css.index("--mk-ink:") < css.index("@layer wiki.base") < css.index(".zebra{")
    assert "why" not in css
    assert ".a :where(b)" in css  # without the blank it would mean something else
    assert "/*! kept */" in css


def test_a_file_may_be_kept_for_a_year_at_its_address(folder: Path, client: FlaskClient) -> None:
    answer = client.get(Assets(folder).url("js/main.js"))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_from_before_an_upgrade_still_answers_but_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/static/0123456789abcdef/js/main.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_every_address_changes_when_any_file_does(folder: Path) -> None:
    before = Assets(folder).url("css")
    (folder / "js/main.js").write_text("changed")
    assert Assets(folder).url("css") != before


def test_the_same_files_have_the_same_address_on_every_server(folder: Path) -> None:
    assert Assets(folder).url("css") == Assets(folder).url("css")


def test_gzip_is_sent_to_those_who_take_it(folder: Path, client: FlaskClient) -> None:
    address = Assets(folder).url("js/main.js")
    zipped = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(address)
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert zipped.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_gzip_that_is_refused_is_not_sent(folder: Path, client: FlaskClient) -> None:
    answer = client.get(Assets(folder).url("js/main.js"), headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


def test_what_a_browser_has_is_not_sent_again(folder: Path, client: FlaskClient) -> None:
    address = Assets(folder).url("img/mark.svg")
    tag = client.get(address).headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert answer.data == b""


def test_head_tells_the_length_only(folder: Path, client: FlaskClient) -> None:
    address = Assets(folder).url("js/main.js")
    answer = client.head(address)
    assert answer.data == b""
    assert answer.headers["Content-Length"] == str(len(client.get(address).data))


ELSEWHERE = [
    "../pyproject.toml",
    "%2e%2e/pyproject.toml",
    "/etc/passwd",
    "css/base.css",
    "vendor/designsystemet-css/LICENSE",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nothing_else_is_served(folder: Path, client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{Assets(folder).hash}/{path}", follow_redirects=True).status_code == 404


def test_a_misspelt_file_is_found_at_once(folder: Path) -> None:
    with pytest.raises(KeyError):
        Assets(folder).url("js/mian.js")


def test_a_template_can_ask_for_an_address(app: Flask, folder: Path) -> None:
    assert app.jinja_env.from_string("{{ asset('css') }}").render() == Assets(folder).url("css")


def test_the_real_bundle_is_whole_and_small() -> None:
    app = Flask(__name__, static_folder=None)
    assets = init_assets(app, STATIC)
    css = app.test_client().get(assets.url("css"))
    assert css.text.count("{") == css.text.count("}")
    assert css.text.count("[") == css.text.count("]")
    assert len(gzip.compress(css.data, 9)) < 45_000  # of the 60 kB that a first page may weigh


def test_every_sign_that_a_template_asks_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img/icons.svg").read_text(encoding="utf-8")))
    for path in TEMPLATES:
        asked = set(re.findall(r"""icon\(["']([a-z-]+)["']\)""", path.read_text(encoding="utf-8")))
        assert asked <= drawn, (path.name, asked - drawn)


def test_every_behaviour_that_a_template_asks_for_exists() -> None:
    main = (STATIC / "js/main.js").read_text(encoding="utf-8")
    for path in TEMPLATES:
        for names in re.findall(r'data-behaviour="([^"{]+)"', path.read_text(encoding="utf-8")):
            for name in names.split():
                assert (STATIC / f"js/{name}.js").exists(), (path.name, name)
                assert f'import("./{name}.js")' in main, (path.name, name)


def test_what_one_writes_with_is_a_file_of_its_own(folder: Path) -> None:
    (folder / "css" / "writing").mkdir()
    (folder / "css" / "writing" / "tools.css").write_text(".tools { color: red; }")
    app = Flask(__name__, static_folder=None)
    assets = init_assets(app, folder)
    client = app.test_client()
    assert ".tools" not in client.get(assets.url("css")).text
    assert client.get(assets.url("writing")).text == ".tools{color: red;}"
