"""A real browser before a real server: one Chromium and one wiki, with all the seed pages, for each test process.

The wiki is shared, so a test that writes uses a page of its own. People are windows: `reader` is not signed in, `asta`
is a member. Whatever a test does, no window may ever show an error in its console, be stopped by the
Content-Security-Policy, or ask another host for anything.
"""

import fcntl
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect
from sqlalchemy import update
from werkzeug.serving import make_server

from tests.conftest import PASSWORD, REQUIRE_ALL, World
from wiki.accounts.models import Role, User
from wiki.app import create_app
from wiki.core.db import Base, session, transaction
from wiki.core.settings import Settings
from wiki.search import Follower
from wiki.search.engine import engine_of
from wiki.search.follower import catch_up
from wiki.transfer.seed import seed

# The first of them is the same browser without windows of its own, and does the tests in half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000  # milliseconds to wait for what a page shall show; a busy machine is slow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test of a browser a second try, which the summary names: other processes take their share of the time.

    What is wrong fails twice. A test that is named again and again has a cause, which is to be found.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The Chromium of this machine."""
    asked = os.environ.get("WIKI_TEST_CHROMIUM")
    path = asked or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = f"no Chromium: none of {', '.join(NAMES)} is on PATH, and WIKI_TEST_CHROMIUM does not name one"
        if REQUIRE_ALL:
            pytest.fail(missing)
        pytest.skip(missing)
    return {"executable_path": path, "args": list(ARGUMENTS)}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a wiki with its seed pages and its people: made once a run.

    Asta writes, and Karin looks after the wiki, both in wikitext; Vera writes visually, as everybody does at first.
    """
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if is_worker else base) / "filled"
    with (folder.with_name("filled.lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other test processes wait for the first one
        if not folder.exists():
            fill(folder.with_name("filling"))
            folder.with_name("filling").rename(folder)
    return folder


def fill(folder: Path) -> None:
    """Make a wiki in `folder`."""
    app = create_app(Settings(data=folder))
    Base.metadata.create_all(app.extensions["wiki.engine"])
    with app.app_context():
        assert not seed().faults
        catch_up(engine_of(app))
    World(app).user("Asta", municipality="1485")
    World(app).user("Karin", Role.ADMINISTRATOR)
    with app.app_context(), transaction():
        session().execute(update(User).values(editor="source"))
    World(app).user("Vera", municipality="1485")
    app.extensions["wiki.engine"].dispose()


@pytest.fixture(scope="session")
def app(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The wiki of this test process, its search index following what is written."""
    data = tmp_path_factory.mktemp("browser") / "data"
    shutil.copytree(filled, data)
    app = create_app(Settings(data=data))
    follower = Follower(app)
    follower.start()
    yield app
    follower.stop()
    app.extensions["wiki.engine"].dispose()


@pytest.fixture(scope="session")
def world(app: Flask) -> World:
    """The same wiki, for what shall happen behind the browser's back."""
    return World(app)


@pytest.fixture(scope="session")
def base_url(app: Flask) -> Iterator[str]:
    """The address at which the wiki is served; windows understand addresses that begin with "/"."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # it tells of every request
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, name="server")
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Watch:
    """What went wrong in a window without anybody seeing it."""

    host: str
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> BrowserContext:
        """Keep an eye on all that happens in `context`."""
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"a script failed: {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)
        return context

    def _said(self, message: ConsoleMessage) -> None:
        # A page may be refused (404, 409, …); what it consists of may not, which `_answered` looks after.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"the console says: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc != self.host:
            self.faults.append(f"{request.url} was asked for")

    def _answered(self, response: Response) -> None:
        is_told = response.status == 409 and "/draft/" in response.url  # another window was first: the writer is told
        if response.status >= 400 and not is_told and response.request.resource_type != "document":
            self.faults.append(f"{response.url} answered {response.status}")


@pytest.fixture(scope="session")
def watch(base_url: str) -> Watch:
    """The eye on all windows."""
    return Watch(urlsplit(base_url).netloc)


@pytest.fixture(autouse=True)
def all_quiet(watch: Watch) -> Iterator[None]:
    """Fail a test in whose course something went wrong unseen."""
    watch.faults.clear()
    yield
    assert not watch.faults, "\n".join(watch.faults)


Opener = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def open_browser(browser: Browser, base_url: str, watch: Watch) -> Opener:
    """A function that gives somebody a browser without history: `open_browser(java_script_enabled=False)`."""

    expect.set_options(timeout=PATIENCE)

    def opened(**options: Any) -> BrowserContext:
        usual = {"base_url": base_url, "locale": "sv-SE", "reduced_motion": "reduce"}
        usual["viewport"] = {"width": 1280, "height": 800}  # type: ignore[assignment]
        context = watch.over(browser.new_context(**{**usual, **options}))
        if options.get("java_script_enabled", True):
            context.on("page", wait_for_scripts)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        return context

    return opened


def wait_for_scripts(page: Page) -> None:
    """Let `goto` and `reload` wait until the scripts of the page are at work, as somebody does who reads it first."""

    def patient(go: Callable[..., Response | None]) -> Callable[..., Response | None]:
        def gone(*args: Any, **details: Any) -> Response | None:
            answer = go(*args, **details)
            if page.locator("script[type=module]").count():
                page.locator("html[data-ready]").wait_for()
            return answer

        return gone

    page.goto, page.reload = patient(page.goto), patient(page.reload)  # type: ignore[method-assign]


def sign_in(page: Page, name: str) -> None:
    """Sign in as anybody would."""
    page.goto("/signin")
    page.get_by_label("E-post eller användarnamn").fill(name)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Logga in").click()
    page.wait_for_url("/")


def write_visually_again(world: World) -> None:
    """Give Vera back the editor she prefers, whatever a test has chosen in her name."""
    with world.app.app_context(), transaction():
        session().execute(update(User).where(User.name == "Vera").values(editor="visual"))


def settle(page: Page, behaviour: str) -> None:
    """Wait until a behaviour, which is fetched when it is first needed, is at work."""
    page.locator(f"[data-ready~='{behaviour}']").first.wait_for(state="attached")


@pytest.fixture(scope="session")
def signed_in(open_browser: Opener, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A function that gives the cookies of somebody who has signed in, once for all tests."""
    folder = tmp_path_factory.mktemp("cookies")

    def cookies(name: str) -> Path:
        path = folder / f"{name}.json"
        if not path.exists():
            context = open_browser()
            sign_in(context.new_page(), name)
            context.storage_state(path=path)
            context.close()
        return path

    return cookies


@pytest.fixture
def reader(open_browser: Opener) -> Iterator[Page]:
    """A new window of somebody who is not signed in."""
    context = open_browser()
    yield context.new_page()
    context.close()


@pytest.fixture
def asta(open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Page]:
    """A new window in which Asta is signed in."""
    context = open_browser(storage_state=signed_in("Asta"))
    yield context.new_page()
    context.close()


@pytest.fixture
def vera(open_browser: Opener, signed_in: Callable[[str], Path], world: World) -> Iterator[Page]:
    """A new window in which Vera is signed in, who writes visually."""
    context = open_browser(storage_state=signed_in("Vera"))
    write_visually_again(world)
    yield context.new_page()
    context.close()
