"""The backups, for administrators."""

from typing import Any

from flask import Blueprint, current_app, render_template

from wiki.accounts.permissions import require
from wiki.accounts.views.forms import me
from wiki.backup.queries import last_done, latest_runs, next_due

blueprint = Blueprint("backups", __name__)


@blueprint.get("/users/backups")
def show() -> Any:
    """Which backups have been made by themselves, and what stood in the way."""
    require(me(), "see backups")
    hour = current_app.config["WIKI"].backup_hour
    return render_template("backup/runs.html", runs=latest_runs(), last=last_done(), due=next_due(hour))
