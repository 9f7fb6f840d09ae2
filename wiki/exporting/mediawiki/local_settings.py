"""What a MediaWiki has to be told in its `LocalSettings.php` before an export is taken in."""

from collections.abc import Iterator, Mapping

from wiki.markup import Namespace
from wiki.mediawiki.wikitext.back.names import NUMBERS, talk_prefix

FIRST_OF_OUR_OWN = 3000


_HEAD = """<?php
# Namespaces and extensions for the pages of {site}.
# Put this file beside LocalSettings.php as LocalSettings.namespaces.php, and write there, last of all:
#     require_once __DIR__ . '/LocalSettings.namespaces.php';
# Do so before the pages are imported.

$wgLanguageCode = 'sv'; # redirects begin with #OMDIRIGERING
$wgMetaNamespace = '{project}';
$wgMetaNamespaceTalk = '{project_talk}';
"""
_REST = """
# While it imports, MediaWiki 1.39 cannot look into SVG files and stops at the first one. So it takes them as they
# are, and afterwards: php maintenance/refreshImageMetadata.php --force --mime image/svg+xml
if ( PHP_SAPI === 'cli' && basename( $_SERVER['argv'][0] ?? '' ) === 'importDump.php' ) {
\t$wgMediaHandlers['image/svg+xml'] = false;
}

$wgEnableUploads = true;
$wgFileExtensions = array_merge( $wgFileExtensions,
\t[ 'svg', 'avif', 'pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'csv', 'txt' ] );

wfLoadExtension( 'Cite' ); # footnotes
wfLoadExtension( 'SyntaxHighlight_GeSHi' ); # code
"""
_EACH_OF_OUR_OWN = """
foreach ( [ {numbers} ] as $number ) {{
\t$wgContentNamespaces[] = $number;
\t$wgNamespacesToBeSearchedDefault[$number] = true;
\t$wgNamespacesWithSubpages[$number] = true;
\t$wgNamespacesWithSubpages[$number + 1] = true;
}}

# These are called so where the language is Swedish; here they are understood in any language.
"""


def local_settings(site: str) -> str:
    """Lines of PHP: namespaces, uploads, and the extensions that the pages use."""
    own = {number: each for each, number in NUMBERS.items() if number >= FIRST_OF_OUR_OWN}
    shared = {number: each for each, number in NUMBERS.items() if 0 < number < FIRST_OF_OUR_OWN}
    project = Namespace.PROJECT
    one_line = " ".join(site.replace("?>", "").split())
    return "".join(
        (
            _HEAD.format(site=one_line, project=project.prefix, project_talk=talk_prefix(project)),
            *(f"\n$wgExtraNamespaces[{number}] = '{name}';" for number, name in _with_talk(own)),
            "\n",
            _EACH_OF_OUR_OWN.format(numbers=", ".join(map(str, own))),
            *(f"$wgNamespaceAliases['{name}'] = {number};\n" for number, name in _with_talk(shared)),
            _REST,
        )
    )


def _with_talk(namespaces: Mapping[int, Namespace]) -> Iterator[tuple[int, str]]:
    for number, namespace in namespaces.items():
        yield number, namespace.prefix
        yield number + 1, talk_prefix(namespace)
