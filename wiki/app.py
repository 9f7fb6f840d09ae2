"""The application: the one place that knows every feature."""

from datetime import timedelta

from flask import Flask, request

from wiki.accounts.permissions import can
from wiki.accounts.sessions import init_sessions
from wiki.accounts.views import blueprint as accounts
from wiki.core.assets import init_assets
from wiki.core.db import init_db, make_engine
from wiki.core.health import init_health
from wiki.core.i18n import gettext, init_i18n
from wiki.core.places import folder
from wiki.core.settings import Settings, read_settings, secret_key
from wiki.core.web import init_web
from wiki.editing.views import blueprint as editing
from wiki.front.views import blueprint as front
from wiki.journal.kept import init_kept
from wiki.journal.views import blueprint as journal
from wiki.pages.index_views import blueprint as indexes
from wiki.pages.templating import init_pages
from wiki.pages.views import blueprint as pages
from wiki.search.follower import ready as search_ready
from wiki.search.views import blueprint as search
from wiki.talk.queries import open_topic_count
from wiki.talk.views import blueprint as talk

FEATURES = (accounts, front, pages, indexes, editing, talk, journal, search)


def create_app(settings: Settings | None = None) -> Flask:
    """The wiki as a WSGI application, by `settings` or by what the environment says."""
    settings = settings or read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    app = Flask("wiki", template_folder=str(folder("templates")), static_folder=None)
    app.config.update(
        WIKI=settings,
        SECRET_KEY=secret_key(settings.data),
        SESSION_COOKIE_NAME="wiki",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.session_days),
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=16 * 1024 * 1024,  # a text that is too long must arrive, to be given back
        WTF_CSRF_CHECK_DEFAULT=False,  # `core.web` asks, so that what was written can be kept
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,
    )
    app.url_map.merge_slashes = False
    init_db(app, make_engine(settings.database))
    init_i18n(app)
    init_kept(app)
    init_web(app)
    init_sessions(app)
    init_assets(app, folder("static"))
    init_pages(app)
    app.jinja_env.globals["open_topics"] = lambda page: open_topic_count(page.id)
    app.context_processor(lambda: {"settings": settings, "can": can, "nav": navigation()})
    init_health(app, search_ready)
    for blueprint in FEATURES:
        app.register_blueprint(blueprint)
    return app


def navigation() -> list[tuple[str, str, bool]]:
    """The main menu: address, words, and whether the present page is that one."""
    rows = (
        ("/themes", gettext("Themes")),
        ("/pages?namespace=municipality", gettext("Municipalities")),
        ("/examples", gettext("Examples")),
        ("/changes", gettext("Recent changes")),
        ("/wiki/Hj%C3%A4lp:S%C3%A5_bidrar_du", gettext("Help")),
    )
    here = request.full_path.rstrip("?")
    return [(address, words, here == address) for address, words in rows]
