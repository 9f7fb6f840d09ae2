"""The application: the one place that knows every feature."""

from datetime import timedelta
from pathlib import Path

from flask import Flask

import wiki.pages.models  # noqa: F401  # the journal's rows point at pages
from wiki.accounts import views as accounts
from wiki.accounts.permissions import can
from wiki.accounts.sessions import init_sessions
from wiki.core.assets import init_assets
from wiki.core.db import init_db, make_engine
from wiki.core.i18n import init_i18n
from wiki.core.settings import Settings, read_settings, secret_key
from wiki.core.web import init_web

ROOT = Path(__file__).parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """The wiki as a WSGI application."""
    settings = settings or read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    app = Flask("wiki", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(
        WIKI=settings,
        SECRET_KEY=secret_key(settings.data),
        SESSION_COOKIE_NAME="wiki",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.session_days),
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=16 * 1024 * 1024,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.url_map.merge_slashes = False
    init_db(app, make_engine(settings.database))
    init_i18n(app)
    init_web(app)
    init_sessions(app)
    init_assets(app, ROOT / "static")
    app.context_processor(lambda: {"settings": settings, "can": can})
    app.register_blueprint(accounts.blueprint)
    return app
