"""Templates that come with an export, for what this wiki does by itself: the fields of a page, and its examples."""

from collections.abc import Mapping

from wiki.markup import Namespace, PageName
from wiki.mediawiki.wikitext.fields import FIELD, FIELDS

EXAMPLES = "Exempel"

TEMPLATES: Mapping[str, str] = {
    FIELDS: """<includeonly>{| class="wikitable" style="float:right; clear:right; max-width:22em; \
margin:0 0 1em 1.5em; font-size:88%"
|+ style="white-space:nowrap" | Uppgifter om sidan
{{{uppgifter}}}
|}</includeonly><noinclude>Visar en sidas uppgifter i en ruta. Varje uppgift är ett anrop av [[Mall:Uppgift]].

Mallen kom hit tillsammans med sidorna.</noinclude>
""",
    FIELD: """<includeonly>|-
! scope="row" style="text-align:left" | {{{namn}}}
|
{{{värde}}}</includeonly><noinclude>En rad i [[Mall:Uppgifter om sidan]]: <code>namn</code> och <code>värde</code>.

Mallen kom hit tillsammans med sidorna.</noinclude>
""",
    EXAMPLES: """<includeonly>''[[Special:Länkar hit/{{FULLPAGENAME}}|Sidor som länkar hit]]''</includeonly>\
<noinclude>Står där den förra wikin räknade upp kommunernas exempel.

Mallen kom hit tillsammans med sidorna.</noinclude>
""",
}


def is_shipped(page: PageName, text: str) -> bool:
    """Whether a page is one of them, as it came: nothing that anybody has written."""
    is_template = page.namespace is Namespace.TEMPLATE
    return is_template and TEMPLATES.get(page.title, "").strip() == text.strip() != ""
