"""What a MediaWiki has to be told in its `LocalSettings.php` before an export is taken in."""

from wiki.markup import Namespace
from wiki.mediawiki.wikitext.back.names import NUMBERS, talk_prefix

FIRST_OF_OUR_OWN = 3000


def local_settings(site: str) -> str:
    """Lines of PHP: namespaces, uploads, and the extensions that the pages use."""
    own = [(each, number) for each, number in NUMBERS.items() if number >= FIRST_OF_OUR_OWN]
    shared = [(each, number) for each, number in NUMBERS.items() if 0 < number < FIRST_OF_OUR_OWN]
    project = Namespace.PROJECT.prefix
    lines = [
        "<?php",
        f"# Namespaces and extensions for the pages of {site.replace('?>', '')}.",
        "# Put this file beside LocalSettings.php and write there, last of all:",
        "#     require_once __DIR__ . '/LocalSettings.namespaces.php';",
        "# Do so before the pages are imported.",
        "",
        "$wgLanguageCode = 'sv'; # redirects begin with #OMDIRIGERING",
        f"$wgMetaNamespace = '{project}';",
        f"$wgMetaNamespaceTalk = '{talk_prefix(Namespace.PROJECT)}';",
        "",
    ]
    for each, number in own:
        talk = talk_prefix(each)
        lines += [f"$wgExtraNamespaces[{number}] = '{each.prefix}';", f"$wgExtraNamespaces[{number + 1}] = '{talk}';"]
    lines += ["", f"foreach ( [ {', '.join(str(number) for _, number in own)} ] as $number ) {{"]
    lines += [
        "\t$wgContentNamespaces[] = $number;",
        "\t$wgNamespacesToBeSearchedDefault[$number] = true;",
        "\t$wgNamespacesWithSubpages[$number] = true;",
        "\t$wgNamespacesWithSubpages[$number + 1] = true;",
        "}",
        "",
        "# These are called so where the language is Swedish; here they are understood in any language.",
    ]
    for each, number in shared:
        lines += [f"$wgNamespaceAliases['{each.prefix}'] = {number};"]
        lines += [f"$wgNamespaceAliases['{talk_prefix(each)}'] = {number + 1};"]
    lines += [
        "",
        "$wgEnableUploads = true;",
        "$wgFileExtensions = array_merge( $wgFileExtensions,",
        "\t[ 'svg', 'avif', 'pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'csv', 'txt' ] );",
        "",
        "# While it imports, MediaWiki cannot look into SVG files and stops at the first one. So it takes them as they",
        "# are, and afterwards: php maintenance/refreshImageMetadata.php --force --mime image/svg+xml",
        "if ( PHP_SAPI === 'cli' && basename( $_SERVER['argv'][0] ?? '' ) === 'importDump.php' ) {",
        "\t$wgMediaHandlers['image/svg+xml'] = false;",
        "}",
        "",
        "wfLoadExtension( 'Cite' ); # footnotes",
        "wfLoadExtension( 'SyntaxHighlight_GeSHi' ); # code",
        "",
    ]
    return "\n".join(lines)
