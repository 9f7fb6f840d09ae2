"""The application: the one place that knows every feature."""

from datetime import timedelta
from urllib.parse import unquote

from flask import Flask, request

from wiki.accounts.permissions import can
from wiki.accounts.sessions import init_sessions
from wiki.accounts.views import blueprint as accounts
from wiki.advice.views import blueprint as advice
from wiki.backup.views import blueprint as backups
from wiki.changes.newcomer_views import blueprint as newcomers
from wiki.changes.views import blueprint as changes
from wiki.core.assets import init_assets
from wiki.core.db import init_db, make_engine
from wiki.core.health import init_health
from wiki.core.i18n import gettext, init_i18n
from wiki.core.places import folder
from wiki.core.settings import Settings, read_settings, secret_key
from wiki.core.web import init_web
from wiki.digest.outbox_views import blueprint as outbox
from wiki.digest.views import blueprint as digest
from wiki.drafts.views import blueprint as drafts
from wiki.editing.ask_views import blueprint as asking
from wiki.editing.field_changes import blueprint as field_changes
from wiki.editing.field_views import blueprint as fields
from wiki.editing.link_views import blueprint as links
from wiki.editing.new_views import blueprint as begin
from wiki.editing.preview_views import blueprint as preview
from wiki.editing.quick_example_views import blueprint as quick_example
from wiki.editing.resolve_views import blueprint as resolving
from wiki.editing.views import blueprint as editing
from wiki.examples.acts_views import blueprint as acts
from wiki.examples.acts_views import init_acts
from wiki.examples.list_views import blueprint as examples
from wiki.examples.matrix_views import blueprint as matrix
from wiki.examples.municipality_page import init_municipalities
from wiki.examples.municipality_views import blueprint as municipalities
from wiki.examples.request_views import blueprint as requests
from wiki.examples.request_views import init_requests
from wiki.examples.searched import init_status_words
from wiki.examples.shown import init_examples
from wiki.exporting.document.views import blueprint as document
from wiki.exporting.mediawiki.views import blueprint as exporting_mediawiki
from wiki.feeds.views import blueprint as feeds
from wiki.files.views import blueprint as files
from wiki.files.views import follow_names_with
from wiki.front.views import blueprint as front
from wiki.gardening.block_views import blueprint as blocking
from wiki.gardening.bulk_lists import list_with
from wiki.gardening.bulk_views import blueprint as bulk
from wiki.gardening.conceal_views import blueprint as concealing
from wiki.gardening.copy_views import blueprint as copying
from wiki.gardening.copy_views import init_copying
from wiki.gardening.delete_views import blueprint as deleting
from wiki.gardening.delete_views import init_deleting
from wiki.gardening.log_views import blueprint as log
from wiki.gardening.log_views import init_log_views
from wiki.gardening.log_words import init_log
from wiki.gardening.merge_views import blueprint as merging
from wiki.gardening.merge_views import init_merging
from wiki.gardening.move_views import blueprint as moving
from wiki.gardening.move_views import init_moving
from wiki.gardening.protect_views import blueprint as protecting
from wiki.gardening.protect_views import init_protecting
from wiki.gardening.rollback_views import blueprint as rollback
from wiki.gardening.undelete_views import blueprint as deleted
from wiki.gardening.undoing import init_undoing
from wiki.gardening.user_views import blueprint as user_list
from wiki.gardening.veil_views import blueprint as veiling
from wiki.gardening.veil_views import init_veiling
from wiki.gardening.withhold_views import blueprint as withholding
from wiki.gardening.withhold_views import init_withholding
from wiki.journal.kept import init_kept
from wiki.mediawiki.old_views import blueprint as old_addresses
from wiki.mediawiki.views import blueprint as mediawiki
from wiki.mediawiki.views import init_mediawiki
from wiki.notices.bell import init_bell
from wiki.notices.views import blueprint as notices
from wiki.pages.files_shown import titles_now
from wiki.pages.inbound import inbound_links
from wiki.pages.index_views import blueprint as indexes
from wiki.pages.templating import init_pages
from wiki.pages.views import blueprint as pages
from wiki.reports.category_tree import init_category_tree
from wiki.reports.garden_views import blueprint as garden
from wiki.reports.measure import init_measures
from wiki.reports.page_facts import init_page_facts
from wiki.reports.views import blueprint as reports
from wiki.reports.views import pages_in_report
from wiki.search.engine import count_links_with
from wiki.search.follower import ready as search_ready
from wiki.search.insight.counting import init_insight
from wiki.search.insight.views import blueprint as insight
from wiki.search.views import blueprint as search
from wiki.talk.care_views import blueprint as talk_care
from wiki.talk.question_views import blueprint as questions
from wiki.talk.quotes import init_quotes
from wiki.talk.rendering import init_talk
from wiki.talk.thanks_views import blueprint as thanks
from wiki.talk.views import blueprint as talk
from wiki.uploads.list_views import blueprint as file_list
from wiki.uploads.version_views import blueprint as file_versions
from wiki.uploads.views import blueprint as uploads
from wiki.versions.views import blueprint as versions
from wiki.watch.star import init_star
from wiki.watch.views import blueprint as watching
from wiki.word.views import blueprint as word

FEATURES = (
    accounts,
    front,
    pages,
    indexes,
    files,
    drafts,
    municipalities,
    acts,
    examples,
    matrix,
    requests,
    advice,
    begin,
    links,
    fields,
    field_changes,
    quick_example,
    asking,
    editing,
    resolving,
    preview,
    uploads,
    file_versions,
    file_list,
    word,
    document,
    talk,
    talk_care,
    thanks,
    questions,
    watching,
    notices,
    digest,
    outbox,
    backups,
    changes,
    newcomers,
    feeds,
    exporting_mediawiki,
    search,
    insight,
    versions,
    old_addresses,
    mediawiki,
    deleting,
    deleted,
    concealing,
    veiling,
    withholding,
    rollback,
    reports,
    garden,
    protecting,
    blocking,
    user_list,
    log,
    moving,
    copying,
    merging,
    bulk,
)

BEGINNINGS = (  # what features have to set up besides their addresses
    init_pages,
    init_municipalities,
    init_acts,
    init_examples,
    init_requests,
    init_status_words,
    init_star,
    init_bell,
    init_talk,
    init_quotes,
    init_insight,
    init_mediawiki,
    init_page_facts,
    init_category_tree,
    init_measures,
    init_log,
    init_log_views,
    init_protecting,
    init_undoing,
    init_veiling,
    init_withholding,
    init_moving,
    init_deleting,
    init_copying,
    init_merging,
)


def create_app(settings: Settings | None = None, key: str = "") -> Flask:
    """The wiki as a WSGI application, by `settings` or by what the environment says.

    `key` instead of the data folder's signs what is signed, for those who only look.
    """
    settings = settings or read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    app = Flask("wiki", template_folder=str(folder("templates")), static_folder=None)
    app.config.update(
        WIKI=settings,
        SECRET_KEY=key or secret_key(settings.data),
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
    for begin_feature in BEGINNINGS:
        begin_feature(app)
    count_links_with(app, inbound_links)
    list_with(app, "report", pages_in_report)
    follow_names_with(app, lambda title: titles_now([title])[title])
    app.context_processor(lambda: {"settings": settings, "can": can, "nav": navigation()})
    init_health(app, search_ready)
    for blueprint in FEATURES:
        app.register_blueprint(blueprint)
    return app


def navigation() -> list[tuple[str, str, str]]:
    """The main menu: address, words, and `aria-current`: "page" on that very page, "true" on what belongs there."""
    rows = (
        ("/themes", gettext("Themes"), ("/wiki/Tema:",)),
        ("/municipalities", gettext("Municipalities"), ("/wiki/Kommun:",)),
        ("/examples", gettext("Examples"), ("/examples/", "/matrix", "/overdue", "/requests")),
        ("/changes", gettext("Recent changes"), ()),
        ("/wiki/Hj%C3%A4lp:S%C3%A5_bidrar_du", gettext("Help"), ("/wiki/Hjälp:",)),
    )
    return [(address, words, _current(unquote(address), below)) for address, words, below in rows]


def _current(address: str, below: tuple[str, ...]) -> str:
    if request.path == address:
        return "page"
    return "true" if request.path.startswith(below) else ""
