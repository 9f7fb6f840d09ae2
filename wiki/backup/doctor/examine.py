"""Looking at everything, in an order in which the first thing that is wrong explains what comes after it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from secrets import token_hex

from flask import Flask
from sqlalchemy.exc import DBAPIError

from wiki.backup.doctor.backups import look_at_backups
from wiki.backup.doctor.database import look_at_database, look_at_rows
from wiki.backup.doctor.derived import look_at_pages, look_at_search
from wiki.backup.doctor.files import look_at_files
from wiki.backup.doctor.finding import Finding
from wiki.backup.doctor.folder import look_at_folder
from wiki.backup.doctor.life import look_at_clock, look_at_followers
from wiki.backup.doctor.mail import look_at_letters, look_at_mail_server
from wiki.backup.doctor.packages import look_at_packages
from wiki.backup.doctor.settings import look_at_settings
from wiki.backup.doctor.shape import look_at_shape
from wiki.core.errors import Refusal
from wiki.core.settings import BadSetting, Settings, read_settings

RIGHTS = "See whether whoever runs the wiki may read and write it, and whether its disk is whole."


def examine(
    environment: Mapping[str, str],
    make_app: Callable[[Settings, str], Flask],
    *,
    deep: bool = False,
    mend: bool = False,
) -> Iterator[Finding]:
    """All that is the matter with the wiki that `environment` describes.

    `deep` reads every file and all of the database; `mend` makes anew what can be made anew, and tells what is left.
    """
    try:
        settings = read_settings(environment)
    except BadSetting as bad:
        yield Finding(str(bad), "Change that variable where the wiki is started.")
        return
    yield from look_at_settings(settings, environment)
    yield from look_at_packages()
    fatal = list(look_at_folder(settings))
    yield from fatal
    if not settings.data.is_dir():
        return
    broken = list(look_at_database(settings, deep=deep))
    yield from broken
    if any(each.is_wrong for each in broken):
        return
    app = make_app(settings, token_hex())  # a key of its own: who only looks makes none
    try:
        yield from _inside(app, settings, deep=deep, mend=mend)
    finally:
        with suppress(KeyError):
            app.extensions["wiki.engine"].dispose()


def _inside(app: Flask, settings: Settings, *, deep: bool, mend: bool) -> Iterator[Finding]:
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: look_at_shape(mend=mend),
        look_at_rows,
        lambda: look_at_pages(mend=mend),
        lambda: look_at_search(mend=mend),
        lambda: look_at_files(settings, deep=deep, mend=mend),
        lambda: look_at_mail_server(settings),
        look_at_letters,
        lambda: look_at_backups(settings),
        look_at_clock,
        look_at_followers,
    )
    for look in looks:
        try:
            with app.app_context():
                yield from look()
        except Refusal as refusal:
            yield Finding(str(refusal))
        except OSError as error:
            yield Finding(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.", RIGHTS)
        except DBAPIError as error:
            yield Finding(f"The database cannot be used: {' '.join(str(error.orig).split())}")
