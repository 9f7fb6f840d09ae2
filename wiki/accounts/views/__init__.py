"""The pages about accounts, and their addresses."""

from flask import Blueprint

from wiki.accounts.destination import here, way_back
from wiki.accounts.gate import keep_gate
from wiki.accounts.views.entering import language, signin, signout
from wiki.accounts.views.passwords import forgotten, reset
from wiki.accounts.views.preferences import editor, password, sessions, settings
from wiki.accounts.views.registering import confirm, register, setup
from wiki.accounts.views.users import role, vouch

BOTH = ["GET", "POST"]

blueprint = Blueprint("accounts", __name__)
blueprint.before_app_request(keep_gate)
blueprint.add_app_template_global(here)
blueprint.add_app_template_global(way_back)

blueprint.add_url_rule("/signin", view_func=signin, methods=BOTH)
blueprint.add_url_rule("/signout", view_func=signout, methods=["POST"])
blueprint.add_url_rule("/register", view_func=register, methods=BOTH)
blueprint.add_url_rule("/confirm/<link>", view_func=confirm, methods=BOTH)
blueprint.add_url_rule("/setup/<link>", view_func=setup, methods=BOTH)
blueprint.add_url_rule("/forgotten", view_func=forgotten, methods=BOTH)
blueprint.add_url_rule("/reset/<link>", view_func=reset, methods=BOTH)
blueprint.add_url_rule("/settings", view_func=settings, methods=BOTH)
blueprint.add_url_rule("/settings/password", view_func=password, methods=["POST"])
blueprint.add_url_rule("/settings/sessions", view_func=sessions, methods=["POST"])
blueprint.add_url_rule("/settings/editor", view_func=editor, methods=["POST"])
blueprint.add_url_rule("/language/<code>", view_func=language)
blueprint.add_url_rule("/users/<int:number>/role", view_func=role, methods=["POST"])
blueprint.add_url_rule("/users/<int:number>/vouch", view_func=vouch, methods=["POST"])

__all__ = ["blueprint"]
