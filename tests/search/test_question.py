"""Taking a query apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World
from tests.search.conftest import Library
from wiki.search.answering.notices import EITHER, NEARLY, NOTHING_AFTER, STAR, UNKNOWN
from wiki.search.asking.operators import OPERATORS
from wiki.search.asking.question import MOST_WORDS, Manner, Question, Wish, read_question


def wanted(query: str) -> list[str]:
    """The words that a query wishes for, each with the field it shall stand in and how."""
    return [f"{each.field} {each.manner.value} {' '.join(each.words)}" for each in read_question(query).wanted]


def narrowed(query: str) -> tuple[str, ...]:
    """What a query narrows its hits to."""
    return read_question(query).filters.wanted


def test_words_phrases_and_beginnings() -> None:
    assert wanted('pilot "tänk stort" förs*') == [
        "content word pilot",
        "content phrase tänk stort",
        "content prefix förs",
    ]
    assert wanted("”tänk stort” »börja smått«") == ["content phrase tänk stort", "content phrase börja smått"]
    assert wanted("EU:s it-chef") == ["content word EU", "content word it-chef"]


def test_words_that_say_nothing_are_kept_apart() -> None:
    question = read_question("vad är en pilot")
    assert [wish.words for wish in question.wanted] == [("pilot",)]
    assert question.common == ("vad", "är", "en")


def test_the_verb_of_a_question_is_not_what_it_is_about() -> None:
    assert wanted("hur gör man en pilot") == ["content word pilot"]
    assert wanted("hvordan gjøre en pilot?") == ["content word pilot"]
    assert wanted("göra en pilot") == ["content word göra", "content word pilot"]
    assert wanted("hur gör man") == ["content word gör"], "where nothing else is said"


def test_the_signs_of_other_searches() -> None:
    assert wanted("pilot AND skola") == ["content word pilot", "content word skola"]
    question = read_question("pilot NOT Västerås OR Ale")
    assert [wish.words for wish in question.wanted] == [("pilot",), ("Ale",)]
    assert [wish.words for wish in question.unwanted] == [("Västerås",)]
    assert question.faults == (EITHER,)
    assert wanted("NOT") == ["content word NOT"]
    assert wanted("Not Bergen") == ["content word Not", "content word Bergen"], "only in capitals"


@pytest.mark.parametrize("query", ["p*", "pi*ot", "*", '"succ*"', "*lot"])
def test_a_star_that_means_nothing_is_explained(query: str) -> None:
    assert read_question(query).faults == (STAR,)
    assert read_question("pil*").faults == ()


def test_an_operator_without_a_value_is_a_word_and_that_is_said() -> None:
    assert read_question("titel:").faults == (NOTHING_AFTER.about(operator="titel"),)
    assert wanted("kommun: ") == ["content word kommun"]


def test_minus_is_for_words_phrases_and_operators() -> None:
    question = read_question('pilot -avslutad -"i skolan" -titel:plan -kommun:Ale e-tjänst')
    assert [wish.words for wish in question.wanted] == [("pilot",), ("e-tjänst",)]
    unwanted = (
        Wish(Manner.WORD, ("avslutad",)),
        Wish(Manner.WORD, ("skolan",)),
        Wish(Manner.WORD, ("plan",), "title"),
    )
    assert (question.unwanted, question.filters.unwanted) == (unwanted, ("municipality=1440",))


@pytest.mark.parametrize("operator", ["titel", "tittel", "title", "TITEL"])
def test_titles(operator: str) -> None:
    assert wanted(f"{operator}:piloter") == ["title word piloter"]
    assert wanted(f'{operator}:"tänk stort" mer') == ["title phrase tänk stort", "content word mer"]
    assert wanted(f"{operator}:förs*") == ["title prefix förs"]
    assert wanted(f"{operator}:") == [f"content word {operator}"]


UDDEVALLA = ("Uddevalla", "uddevalla", "UDDEVALLA", "Uddevallas", "1485", '"Uddevalla kommun"', '"uddevallas kommun"')


@pytest.mark.parametrize("operator", ["kommun", "kommune", "municipality", "Kommun"])
@pytest.mark.parametrize("written", UDDEVALLA)
def test_a_municipality_is_meant_by_its_name_however_it_is_written(operator: str, written: str) -> None:
    question = read_question(f"{operator}:{written} pilot")
    assert question.filters.wanted == ("municipality=1485",)
    assert [wish.words for wish in question.wanted] == [("pilot",)]


def test_names_of_several_words_need_no_quotation_marks() -> None:
    assert narrowed("kommun:Upplands Väsby pilot") == ("municipality=0114",)
    assert wanted("kommun:Upplands Väsby pilot") == ["content word pilot"]
    assert narrowed("kommun:Göteborgs stad") == ("municipality=1480",)
    assert wanted('kommun:Ale "Upplands Väsby"') == ["content phrase Upplands Väsby"]
    assert narrowed("kommun:upplands-bro") == ("municipality=0139",)


def test_names_that_end_in_s_are_not_in_the_genitive() -> None:
    assert narrowed("kommun:Borås") == narrowed("kommun:boras") == narrowed("kommun:Borås kommun")
    assert narrowed("kommun:Umea") == narrowed("kommun:Umeå") == ("municipality=2480",)


def test_several_values_are_all_meant() -> None:
    assert narrowed("kommun:Ale kommun:Umeå kommun:ale typ:exempel") == (
        "municipality=1440",
        "municipality=2480",
        "page_kind=example",
    )


def test_after_a_space_only_what_is_known_is_a_value() -> None:
    assert narrowed("kommun: Ale pilot") == ("municipality=1440",)
    assert narrowed("kommun: vad menas") == ()
    assert wanted("kommun: vad menas") == ["content word kommun", "content word menas"]
    assert wanted("kommun:") == ["content word kommun"]


def test_a_page_of_a_municipality_is_its_name_and_the_rest() -> None:
    assert narrowed("Kommun:Uddevalla/MISTEL") == ("municipality=1485",)
    assert wanted("Kommun:Uddevalla/MISTEL") == ["content word MISTEL"]


def test_what_only_looks_like_an_operator_is_words() -> None:
    for query in ("http://kommun:80", "min:kommun:Ale", "superkommun:Ale"):
        assert narrowed(query) == (), query


KINDS = {
    "exempel": "page_kind=example",
    "Eksempel": "page_kind=example",
    "example": "page_kind=example",
    "vägledning": "page_kind=guidance",
    "veiledning": "page_kind=guidance",
    "workshopar": "page_kind=workshop",
    "fil": "page_kind=file",
    "bild": "page_kind=file",
    "hjälpsida": "page_kind=help",
    "hjelp": "page_kind=help",
    "Help page": "page_kind=help",
    "diskussion": "kind=topic",
    "diskusjon": "kind=topic",
    "Discussions": "kind=topic",
    "plan": "page_kind=plan",
    "uppföljning": "page_kind=followup",
    "efterlysning": "page_kind=request",
}


@pytest.mark.parametrize(("written", "meant"), KINDS.items())
def test_kinds_in_the_words_of_three_languages(written: str, meant: str) -> None:
    assert narrowed(f"typ:{written}") == narrowed(f"type:{written}") == (meant,)


def test_what_nobody_knows_is_said_and_the_rest_searched() -> None:
    question = read_question("kommun:Udevalla pilot")
    assert question.faults == (NEARLY["municipality"].about(value="Udevalla", near="Uddevalla"),)
    assert [wish.words for wish in question.wanted] == [("pilot",)]
    assert question.filters.wanted == ("municipality=1485",)
    assert read_question("-kommun:Udevalla pilot").filters.unwanted == ("municipality=1485",)
    assert read_question("kommun:Xyzzy").faults == (UNKNOWN["municipality"].about(value="Xyzzy"),)
    assert read_question("typ:xyzzy").faults == (UNKNOWN["page_kind"].about(value="xyzzy"),)
    assert len(str(dict(read_question("tema:" + "x" * 300).faults[0].values)["value"])) < 70


def test_the_query_without_what_narrows_it() -> None:
    bare = read_question('pilot kommun:Ale -"i skolan" typ:exempel titel:plan -kommun:"Upplands Väsby" förs*').bare
    assert bare == 'pilot -"i skolan" titel:plan -kommun:"Upplands Väsby" förs*'
    assert read_question(bare).filters.wanted == ()


def test_a_missing_quotation_mark() -> None:
    assert wanted('pilot "tänk stort') == ["content word pilot", "content word tänk", "content word stort"]
    assert wanted('titel:"tänk stort') == ["title phrase tänk stort"]
    assert narrowed('kommun:"Upplands Väsby') == ("municipality=0114",)


def test_long_queries_are_shortened() -> None:
    question = read_question("ord " * 1000)
    assert question.shortened
    numbered = read_question(" ".join(f"o{number}" for number in range(60)))
    assert numbered.shortened
    assert len(numbered.wanted) == MOST_WORDS
    assert len(read_question("kommun:Ale " * 200).filters.wanted) == 1
    assert not read_question("en pilot").shortened


# With an application: what the database knows.


def read(world: World, query: str) -> Question:
    with world.app.app_context():
        return read_question(query)


def test_a_theme_by_title_redirect_or_synonym(library: Library) -> None:
    library.put("Testmiljöer", key="page:1", name="Tema:Testmiljöer", namespace="theme")
    library.put(
        "Provplatser",
        key="page:2",
        name="Tema:Provplatser",
        namespace="theme",
        kind="redirect",
        leads_to="Tema:Testmiljöer",
    )
    library.put("Labb", key="synonym:1:0", name="Tema:Testmiljöer", namespace="theme", kind="redirect")
    library.put("Labbet", key="page:3")
    for query in ("tema:testmiljöer", "theme:Testmiljöer", "tema:provplatser", "tema:LABB"):
        assert read(library.world, query).filters.wanted == ("theme=Testmiljöer",), query
    assert read(library.world, "tema:labbet").faults


def test_a_theme_that_only_pages_name(library: Library) -> None:
    library.put("Sida", facets={"theme": ["Öppna data"]})
    library.follow()
    for query in ("tema:öppna data", 'tema:"Öppna Data"', "tema:oppna data"):
        assert [hit.title for hit in library.find(query).hits] == ["Sida"], query


def test_a_person_by_name(world: World) -> None:
    number = world.user("Anna Ek").id
    for query in ('av:"Anna Ek"', "av:anna ek", "by:Anna Ek pilot", "author:Anna Ek"):
        assert read(world, query).filters.wanted == (f"author={number}",), query
    assert read(world, "av:Anna").faults == (UNKNOWN["author"].about(value="Anna"),)


STATUSES = {
    "pilot": "pilot",
    "breddinfört": "bredd",
    "breddeinnført": "bredd",
    "Widely introduced": "bredd",
    "successivt införande": "inforande",
    "idé": "ide",
    "utkast": "draft",
    "behöver ses över": "review",
    "historisk": "historical",
}


def test_status_in_the_words_of_the_ladder_and_of_pages(world: World) -> None:
    for written, meant in STATUSES.items():
        for query in (f'läge:"{written}"', f"status:{written}"):
            assert read(world, query).filters.wanted == (f"status={meant}",), query


WORDS = st.sampled_from(
    ["pilot", "Ale", "Upplands", "Väsby", "vad", "är", "*", "förs*", "-", '"', ":", "%", "'", "\\", "\x00"]
)
OPERATED = st.sampled_from([f"{name}:" for name in OPERATORS])
QUERIES = st.lists(WORDS | OPERATED | st.text(max_size=5) | st.just(" "), max_size=30).map("".join)


@given(QUERIES | st.text(max_size=600))
def test_any_text_is_a_question(query: str) -> None:
    question = read_question(query)
    assert sum(len(wish.words) for wish in (*question.wanted, *question.unwanted)) <= MOST_WORDS
    assert all(word for wish in question.wanted for word in wish.words)
    assert read_question(query) == question


@given(QUERIES)
def test_what_is_left_of_a_query_narrows_nothing_more(query: str) -> None:
    assert len(read_question(read_question(query).bare).filters.wanted) <= len(read_question(query).filters.wanted)
