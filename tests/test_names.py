"""Names: who is meant, by the lexicon, by each other and by the article's date; and what stands for a government."""

from __future__ import annotations

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry.mentions import names, syntax
from summitry.model.finder import Seen, run_all
from summitry.model.notes import Mention
from summitry.model.text import Article, Block, DateHint

FINDERS = (syntax.finder(parse_all=True), names.FINDER)


def article(text: str, date: str | None = None, outlet: str | None = None) -> Article:
    hints = (DateHint("given", date),) if date else ()
    blocks = (Block(0, len(text), "body"),) if text else ()
    return Article(id="t", text=text, blocks=blocks, sha256="0" * 64, hints=hints, outlet=outlet)


@functools.cache
def mentions(text: str, date: str | None = None, outlet: str | None = None) -> tuple[Mention, ...]:
    notes = run_all(article(text, date, outlet), FINDERS, lambda _finder, _note: None)
    return tuple(n for n in notes if isinstance(n, Mention))


def find(words: str, text: str, date: str | None = None, outlet: str | None = None) -> Mention:
    """The longest mention that begins at the last place of `words` in `text`."""
    at = text.rindex(words)
    found = [m for m in mentions(text, date, outlet) if m.start == at]
    assert found, [(m.quotes[0].text, m.kind) for m in mentions(text, date, outlet)]
    return max(found, key=lambda m: m.end)


def who(words: str, text: str, date: str | None = None, outlet: str | None = None) -> list[str | None]:
    return [r.entity for r in find(words, text, date, outlet).referents]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("Chinese President", "Chinese President Xi Jinping flew to Rome.", "person:xi-jinping"),
        ("China's president", "China's president, Xi Jinping, flew to Rome.", "person:xi-jinping"),
        ("the Chinese president", "Xi Jinping, the Chinese president, flew to Rome.", "person:xi-jinping"),
        ("Kim Jong-un", "Kim Jong-un stayed at home.", "person:kim-jong-un"),
        ("Mr. Xi", "Xi Jinping flew to Rome. There Mr. Xi rested.", "person:xi-jinping"),
        (
            "Xi",
            "Later the visitor left. Before that, Xi met Shinzo Abe. Xi Jinping, 60, was tired. Xi slept.",
            "person:xi-jinping",
        ),
        ("Prime Minister Shinzo", "Prime Minister Shinzo Abe of Japan met reporters.", "person:shinzo-abe"),
        ("German Chancellor", "German Chancellor Angela Merkel’s trip ended.", "person:angela-merkel"),
    ],
)
def test_who_is_named(words: str, text: str, expected: str) -> None:
    assert who(words, text, "2015-05-05") == [expected]


def test_a_title_gives_office_and_country_to_somebody_unknown() -> None:
    found = find("Danish Prime", "Danish Prime Minister Zork Blixensen met reporters on Monday.", "2019-08-20")
    assert [(r.name, r.entity, r.country, r.office) for r in found.referents] == [
        ("Zork Blixensen", None, "DNK", "prime minister")
    ]
    assert found.form == "name"


@pytest.mark.parametrize(
    ("words", "text", "date", "expected"),
    [
        ("the Chinese president", "She met the Chinese president in Rome.", "2010-05-05", "person:hu-jintao"),
        ("the Chinese president", "She met the Chinese president in Rome.", "2014-05-05", "person:xi-jinping"),
        ("The US president", "The US president left.", "2012-01-01", "person:barack-obama"),
        ("the German chancellor", "He called the German chancellor.", "2016-06-06", "person:angela-merkel"),
        ("The president of France", "The president of France left.", "2018-06-06", "person:emmanuel-macron"),
        ("the North Korean leader", "He met the North Korean leader.", "2018-06-06", "person:kim-jong-un"),
    ],
)
def test_an_office_without_a_name_is_resolved_by_the_date(words: str, text: str, date: str, expected: str) -> None:
    assert who(words, text, date) == [expected]


def test_an_office_of_an_undated_article_is_resolved_by_who_is_named_in_it() -> None:
    text = "Xi Jinping flew to Rome. There the Chinese president rested."
    assert who("the Chinese president", text) == ["person:xi-jinping"]
    alone = find("the Chinese president", "There the Chinese president rested.")
    assert [(r.entity, r.country, r.office) for r in alone.referents] == [(None, "CHN", "president")]


def test_offices_of_several_states_have_several_referents() -> None:
    found = find("the prime ministers", "He will meet the prime ministers of Denmark and Norway.")
    assert [r.country for r in found.referents] == ["DNK", "NOR"]


def test_an_indefinite_office_is_nobody_in_particular() -> None:
    text = "Barack Obama left. No one had expected a US president to stay."
    assert who("a US president", text, "2012-01-01") == [None]


def test_the_president_is_who_was_last_told_of_or_holds_the_office_at_home() -> None:
    text = "Barack Obama left. Later the president slept."
    assert who("the president", text, "2012-01-01") == ["person:barack-obama"]


def test_kin_in_full_do_not_take_a_leaders_family_name() -> None:
    text = "Trump landed in Israel on Monday. With him was Ivanka Trump. US officials said Trump was tired."
    assert who("Trump", text, "2017-05-22") == ["person:donald-trump"]


def test_a_misspelt_name_needs_its_country_or_office() -> None:
    assert who("US Secretary", "US Secretary of State Madeline Albright met reporters.", "2000-05-05") == [
        "person:madeleine-albright"
    ]
    assert who("Kim Kye-gwan", "Kim Kye-gwan met reporters in North Korea.", "2007-05-05") != ["person:kim-jong-un"]


@pytest.mark.parametrize(
    ("words", "text", "actor"),
    [
        ("Beijing", "Beijing said that it would send an envoy.", True),
        ("Beijing", "Relations with Beijing are cold.", True),
        ("Beijing", "The talks failed because of Beijing's demands.", True),
        ("Beijing", "He arrived in Beijing on Monday.", False),
        ("Beijing", "She will visit Beijing next week.", False),
        ("Beijing", "The Beijing summit ended early.", False),
        ("Washington", "Washington rejected the offer.", True),
        ("Washington", "They flew to Washington.", False),
        ("China", "China agreed to meet.", True),
        ("China", "They met in China.", False),
    ],
)
def test_governments_are_told_from_places(words: str, text: str, actor: bool) -> None:
    found = find(words, text)
    assert found.actor is actor
    assert found.referents[0].country in {"CHN", "USA"}
    if words not in {"China"}:
        assert found.kind == ("state" if actor else "place")


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("US-North Korea", "The US-North Korea summit failed.", ["state:USA", "state:PRK"]),
        ("North Korea-Russia", "The North Korea-Russia summit is near.", ["state:PRK", "state:RUS"]),
        ("inter-Korean", "The inter-Korean talks failed.", ["state:PRK", "state:KOR"]),
        (
            "Obama-Xi",
            "Barack Obama met Xi Jinping. The Obama-Xi summit failed.",
            ["person:barack-obama", "person:xi-jinping"],
        ),
    ],
)
def test_compounds_have_every_side(words: str, text: str, expected: list[str]) -> None:
    found = find(words, text, "2013-06-08")
    assert [r.entity for r in found.referents] == expected
    assert found.form == "adjective"


def test_the_north_is_a_state_only_in_an_article_about_korea() -> None:
    assert who("the North", "North Korea fired a missile. Seoul warned the North on Monday.") == ["state:PRK"]
    assert not [m for m in mentions("Storms hit the North on Monday.") if m.kind == "state"]


@pytest.mark.parametrize(
    ("words", "text", "country"),
    [
        ("Russian officials", "He met Russian officials in Oslo.", "RUS"),
        ("a South Korean delegation", "He met a South Korean delegation in Oslo.", "KOR"),
        ("European leaders", "He met European leaders in Oslo.", None),
        ("Taliban leaders", "He met Taliban leaders in Doha.", None),
    ],
)
def test_groups_keep_their_words(words: str, text: str, country: str | None) -> None:
    found = find(words, text)
    assert found.kind == "group"
    assert words.endswith(found.referents[0].name)
    if country:
        assert found.referents[0].country == country


def test_a_thing_named_after_somebody_is_not_that_person() -> None:
    assert not [m for m in mentions("Barack Obama Library opened in Chicago.") if m.kind == "person"]


def test_a_month_is_not_a_prime_minister() -> None:
    text = "Theresa May left Britain. In May, May met Angela Merkel by 3 May or in late May."
    people = [m.start for m in mentions(text, "2017-06-01") if m.kind == "person" and "May" in m.quotes[0].text]
    assert people == [0, text.index("May met")]


def test_leaders_of_named_states_are_told_one_by_one() -> None:
    text = "North Korea and South Korea talked. The Korean leaders and the US and Chinese leaders were silent."
    assert who("The Korean leaders", text, "2018-05-05") == ["person:moon-jae-in", "person:kim-jong-un"]
    assert who("the US and Chinese leaders", text, "2018-05-05") == ["person:donald-trump", "person:xi-jinping"]


def test_ministers_of_named_states_are_told_one_by_one() -> None:
    found = find("The French and German foreign ministers", "The French and German foreign ministers met in Oslo.")
    assert [(r.country, r.office) for r in found.referents] == [
        ("FRA", "foreign minister"),
        ("DEU", "foreign minister"),
    ]


def test_a_government_is_its_state() -> None:
    for words in ("The Chinese government", "The Obama administration"):
        found = find(words, f"Barack Obama left. {words} said so.", "2012-01-01")
        assert found.kind == "state"
        assert found.actor


def test_mentions_overlap_only_where_a_state_stands_inside_a_longer_phrase() -> None:
    text = "Chinese President Xi Jinping, Russian officials and the prime ministers of Denmark and Norway met in Oslo."
    found = mentions(text)
    for a in found:
        for b in found:
            if a is not b and a.start < b.end and b.start < a.end:
                inner = min(a, b, key=lambda m: m.end - m.start)
                assert (inner.form, inner.kind, inner.actor) == ("adjective", "state", False)


WORDS = st.sampled_from(
    [
        "Xi",
        "Jinping",
        "the",
        "President",
        "Chinese",
        "of",
        "China",
        ",",
        "-",
        "'s",
        "and",
        "Kim",
        "Beijing",
        "in",
        "leaders",
        "met",
        "US",
        "Mr.",
        "former",
        "Donald",
        "Trump",
        "prime",
        "ministers",
        "North",
        "Korea",
        ".",
        "\n",
        "“",
        "their",
        "Russian",
        "counterpart",
        "a",
        "May",
        "G20",
        "Taliban",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_is_read_the_same_way_twice_and_quoted_exactly(text: str) -> None:
    page = article(text)
    sentences = list(syntax.find_sentences(page))
    found = list(names.find_names(page, Seen(page, sentences)))
    assert found == list(names.find_names(page, Seen(page, sentences)))
    for mention in found:
        assert text[mention.start : mention.end] == mention.quotes[0].text
        assert mention.start < mention.end
        assert any(s.start <= mention.start and mention.end <= s.end for s in sentences)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("counterpart", "Narendra Modi met his counterpart, Nawaz Sharif, in Lahore.", "person:nawaz-sharif"),
        ("Pakistani counterpart", "Modi met his Pakistani counterpart, Nawaz Sharif.", "person:nawaz-sharif"),
        ("the prime minister", "Barack Obama met the prime minister, Nawaz Sharif, in Lahore.", "person:nawaz-sharif"),
        ("host", "Narendra Modi thanked his host, President Xi Jinping, in Beijing.", "person:xi-jinping"),
        ("the Cuban", "Barack Obama met Raul Castro. In May the Cuban flew to Paris.", "person:raul-castro"),
        ("Moscow", "Narendra Modi saw the Victory Day parade in Moscow.", "place:moscow-rus"),
    ],
)
def test_who_stands_beside_or_behind_a_noun(words: str, text: str, expected: str) -> None:
    assert who(words, text, "2016-03-05") == [expected]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("French president", "No French president has been to Tuvalu."),
        ("the next president", "Barack Obama said the next president would go to Tuvalu."),
        ("the next US president", "Raul Castro hoped the next US president would come."),
    ],
)
def test_an_indefinite_title_means_no_holder(words: str, text: str) -> None:
    assert [r for r in find(words, text, "2016-03-05").referents if r.entity] == []
