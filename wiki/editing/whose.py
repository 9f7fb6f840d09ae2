"""Whose page somebody writes on: all may mend those of other municipalities, but nobody does it unawares."""

from flask_login import current_user

from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, by_name


def somebody_elses(name: PageName) -> Municipality | None:
    """The municipality whose page `name` is, where that is another than that of whoever is signed in."""
    if name.namespace is not Namespace.MUNICIPALITY or not current_user.is_authenticated:
        return None
    owner = by_name(name.title) or by_name(name.base.title)
    return owner if owner and owner.code != current_user.municipality_code else None
