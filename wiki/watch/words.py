"""What kinds of things are called in lists."""

from wiki.core.errors import N_
from wiki.watch.models import Kind

KIND_LABELS: dict[Kind, str] = {
    Kind.PAGE: N_("Pages"),
    Kind.SUBPAGES: N_("Pages with subpages"),
    Kind.THEME: N_("Themes"),
    Kind.MUNICIPALITY: N_("Municipalities"),
    Kind.CATEGORY: N_("Categories"),
    Kind.TOPIC: N_("Topics"),
}
