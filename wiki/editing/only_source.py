"""Where those can turn who may read the source of a page, and not change it."""

from flask_login import current_user

from wiki.accounts.blocks import Blocked
from wiki.accounts.names import user_page
from wiki.core.errors import Refusal
from wiki.markup import PageName
from wiki.protection.ask import Protected


def where_to_turn(name: PageName, refusal: Refusal) -> PageName | None:
    """The page in whose discussion they can say what they would have written; None where there is none."""
    if isinstance(refusal, Blocked):
        if refusal.scope and not refusal.scope.discussions:
            return name
        return user_page(current_user.name) if refusal.block.own_talk else None
    return name if isinstance(refusal, Protected) and refusal.act == "edit" else None
