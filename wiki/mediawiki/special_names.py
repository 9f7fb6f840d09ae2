"""MediaWiki's special pages by their names in Swedish, bokmål and English, and what each is here.

The names are those of MediaWiki's own message files (MessagesSv.php, MessagesNb.php, MessagesEn.php).
"""

from collections.abc import Mapping

PREFIXES = frozenset({"special", "spesial", "specialsidor", "spesialsider", "specialsida"})

_PLACES: Mapping[str, str] = {
    # what here stands for it: names there. "{}" is what stands after the slash, as a page or a person.
    "/changes": "recentchanges senaste_ändringar siste_endringer recentchangeslinked senaste_relaterade_ändringar"
    " relaterte_endringer",
    "/backlinks/{}": "whatlinkshere länkar_hit vad_som_länkar_hit lenker_hit hva_lenker_hit",
    "/search": "search sök søk",
    "/pages": "allpages alla_sidor alle_sider listredirects omdirigeringar omdirigeringsliste",
    "/pages?from={}": "prefixindex prefiksindeks prefix_index",
    "/random": "random randompage slumpsida tilfeldig tilfeldig_side slumpartikel",
    "/contributions/{}": "contributions bidrag deletedcontributions raderade_bidrag slettede_bidrag",
    "/log": "log logg logs loggar logger",
    "/signin": "userlogin inloggning logga_in logg_inn user_login",
    "/signout": "userlogout utloggning logga_ut logg_ut",
    "/register": "createaccount skapa_konto opprett_konto",
    "/forgotten": "passwordreset återställ_lösenord nullstill_passord resetpass",
    "/settings": "preferences inställningar innstillinger changepassword changeemail",
    "/watchlist": "watchlist bevakningslista övervakningslista overvåkningsliste overvåkingsliste editwatchlist",
    "/categories": "categories kategorier mostlinkedcategories största_kategorier",
    "/files": "listfiles imagelist fillista bildlista filliste bildeliste filelist newfiles newimages nya_filer"
    " nya_bilder nye_filer nye_bilder",
    "/upload": "upload uppladdning ladda_upp last_opp",
    "/special": "specialpages specialsidor spesialsider",
    "/reports/wanted": "wantedpages önskade_sidor trasiga_länkar ønskede_sider ødelagte_lenker",
    "/reports/wanted-categories": "wantedcategories önskade_kategorier ønskede_kategorier",
    "/reports/wanted-files": "wantedfiles saknade_filer ønskede_filer missingfiles",
    "/reports/wanted-templates": "wantedtemplates önskade_mallar ønskede_maler",
    "/reports/orphans": "lonelypages övergivna_sidor föräldralösa_sidor sidor_utan_länkar_till foreldreløse_sider",
    "/reports/dead-ends": "deadendpages sidor_utan_länkar sidor_utan_länkar_från blindveisider",
    "/reports/double-redirects": "doubleredirects dubbla_omdirigeringar doble_omdirigeringer",
    "/reports/broken-redirects": "brokenredirects dåliga_omdirigeringar trasiga_omdirigeringar ødelagte_omdirigeringer",
    "/reports/uncategorised": "uncategorizedpages okategoriserade_sidor ukategoriserte_sider",
    "/reports/unused-files": "unusedimages unusedfiles oanvända_bilder oanvända_filer ubrukte_filer ubrukte_bilder",
    "/reports/unused-templates": "unusedtemplates oanvända_mallar ubrukte_maler",
    "/reports/unused-categories": "unusedcategories oanvända_kategorier ubrukte_kategorier",
    "/reports/most-linked": "mostlinked mostlinkedpages mest_länkade_sidor mest_lenkede_sider mest_lenket",
    "/reports/longest": "longpages långa_sidor lange_sider",
    "/reports/shortest": "shortpages korta_sidor korte_sider",
    "/reports/oldest": "ancientpages gamla_sidor gamle_sider",
    "/changes?days=90": "newpages nya_sidor nye_sider",
    "/users": "listusers användare användarlista brukerliste userlist listadmins administratörer administratorer",
    "/statistics": "statistics statistik statistikk",
    "/protected": "protectedpages skyddade_sidor beskyttede_sider",
    "/blocks": "blocklist ipblocklist blockeringslista blokkeringsliste",
    "/move/{}": "movepage flytta flytt_side",
    "/info/{}": "pageinfo sidinformation",
    "/export/mediawiki/{}": "export exportera exportera_sidor eksporter eksportsider",
}
BY_NAME = {name: place for place, names in _PLACES.items() for name in names.split()}

NUMBERED = {  # those that lead to one version or page by its number there
    "permalink": "oldid",
    "permanentlink": "oldid",
    "permanent_länk": "oldid",
    "permanent_lenke": "oldid",
    "diff": "diff",
    "redirect": "redirect",
}
OWN = {  # those that lead to the pages of whoever asks
    "mypage": "/wiki/Användare:{}",
    "min_sida": "/wiki/Användare:{}",
    "min_side": "/wiki/Användare:{}",
    "mytalk": "/talk/Användare:{}",
    "min_diskussion": "/talk/Användare:{}",
    "min_diskusjon": "/talk/Användare:{}",
    "mycontributions": "/contributions/{}",
    "mina_bidrag": "/contributions/{}",
    "mine_bidrag": "/contributions/{}",
}
