"""People and offices: the data are sane, and look-ups answer rightly by name, by office and by date."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.lexicon import naming, offices, people, states, tables
from summitry.model.errors import UsageError
from summitry.model.windows import Window, first_day, last_day

PEOPLE = tables.read("people")
TENURES = tables.read("tenures")
SOURCES = {"HistoryAtState", "REIGN", "Wikidata 2021", "general knowledge"}
COUNTRIES = {state.iso3 for state in states.states()}


def names_of(country: str, title: str, when: str | None) -> set[str]:
    """Names of those who held an office on a day or within a month or year."""
    window = Window.of(when) if when else None
    return {people.person(t.person).name for t in people.holders(country, title, window)}


# The data


def test_ids_are_unique() -> None:
    ids = [row["id"] for row in PEOPLE]

    assert len(set(ids)) == len(ids)
    assert all(i.startswith("person:") and i.isascii() and " " not in i for i in ids)


def test_every_row_has_its_source() -> None:
    for name in ("people", "tenures", "titles", "leading", "successors"):
        assert {row["source"] for row in tables.read(name)} <= SOURCES, name


def test_every_country_is_a_state() -> None:
    assert {row["country"] for row in PEOPLE} <= COUNTRIES
    assert {row["country"] for row in TENURES if not row["country"].startswith("org:")} <= COUNTRIES
    assert {row["country"] for row in tables.read("leading")} - {"*"} <= COUNTRIES


def test_every_organisation_is_known() -> None:
    known = {row["id"] for row in tables.read("organisations")}
    used = {row["country"] for name in ("tenures", "titles") for row in tables.read(name)}

    assert {country for country in used if country.startswith("org:")} <= known


def test_every_tenure_has_its_person_its_role_and_sane_dates() -> None:
    ids = {row["id"] for row in PEOPLE}
    for row in TENURES:
        assert row["person"] in ids, row
        assert row["role"] in offices.ROLES, row
        assert "1860" < row["start"] < "2027", row
        assert first_day(row["start"]) <= (last_day(row["end"]) if row["end"] else last_day("2026")), row


def test_a_name_holds_its_family() -> None:
    for row in PEOPLE:
        assert naming.normal(row["family"]) in naming.normal(row["name"]), row
        assert row["name"] not in row["aliases"].split("|"), row


def test_titles_stand_for_known_roles() -> None:
    forms = [row["form"] for row in tables.read("titles")]

    assert len(set(forms)) == len(forms)
    assert set(people.title_words().values()) <= set(offices.ROLES)


@pytest.mark.parametrize("country", ["USA", "FRA", "BRA", "EGY", "MEX", "ZAF", "IDN", "POL"])
def test_one_president_at_a_time(country: str) -> None:
    held = sorted(
        (t.start, t.end or "9999")
        for t in people.holders(country, "president")
        if t.start >= "1990" and t.title == "president"
    )

    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(held)), held


def test_every_united_nations_member_had_a_leader_in_this_century() -> None:
    gone_or_not_sovereign = {
        "SUN", "YUG", "SCG", "CSK", "DDR", "ESH", "MAC", "NIU", "GRL", "FRO", "PRI", "GIB", "BMU", "CYM", "FLK", "NCL",
        "PYF", "GUM", "ABW", "CUW", "HKG", "SMR",
    }  # fmt: skip
    for country in sorted(COUNTRIES - gone_or_not_sovereign):
        for year in ("2003", "2012", "2019", "2024"):
            not_yet_a_state = (country, year) in {("SSD", "2003"), ("XKX", "2003"), ("COK", "2003")}
            assert people.holders(country, "leader", Window.of(year)) or not_yet_a_state, (country, year)


# Names


@given(st.text())
def test_normalisation_is_idempotent(text: str) -> None:
    assert people.normal(people.normal(text)) == people.normal(text)


def test_every_name_and_alias_finds_its_person() -> None:
    for row in PEOPLE:
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            if " " in people.normal(name):
                assert row["id"] in {p.id for p in people.people_named(name)}, (row["id"], name)
        for name in (row["family"], *filter(None, row["short"].split("|"))):
            assert row["id"] in {p.id for p in people.people_of_family(name)}, (row["id"], name)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Kim Jong-un", "person:kim-jong-un"),
        ("KIM JONG UN", "person:kim-jong-un"),
        ("Moon Jae In", "person:moon-jae-in"),
        ("Jae-in Moon", "person:moon-jae-in"),
        ("Kishida Fumio", "person:fumio-kishida"),
        ("Fumio Kishida", "person:fumio-kishida"),
        ("Volodymyr Zelensky", "person:volodymyr-zelenskyy"),
        ("Recep Tayyip Erdogan", "person:recep-tayyip-erdogan"),
        ("Aliaksandr Lukashenka", "person:alexander-lukashenko"),
        ("Moammar Gadhafi", "person:muammar-gaddafi"),
        ("Bashar Assad", "person:bashar-al-assad"),
        ("Madeline Albright", "person:madeleine-albright"),
        ("Franklin Delano Roosevelt", "person:franklin-d-roosevelt"),
        ("Asif Zardari", "person:asif-ali-zardari"),
        ("Jens Stoltenberg", "person:jens-stoltenberg"),
        ("Pope Francis", "person:pope-francis"),
        ("Queen Elizabeth", "person:queen-elizabeth-ii"),
        ("Choi Son-hui", "person:choe-son-hui"),
        ("Ursula von der Leyen", "person:ursula-von-der-leyen"),
        ("Enrique Pena Nieto", "person:enrique-pena-nieto"),
    ],
)
def test_spellings_of_full_names(text: str, person: str) -> None:
    assert person in {p.id for p in people.people_named(text)}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Xi", "person:xi-jinping"),
        ("Lula", "person:luiz-inacio-lula-da-silva"),
        ("Abiy", "person:abiy-ahmed"),
        ("MBS", "person:mohammed-bin-salman"),
        ("Bibi", "person:benjamin-netanyahu"),
        ("Jokowi", "person:joko-widodo"),
        ("Phuc", "person:nguyen-xuan-phuc"),
        ("Suu Kyi", "person:aung-san-suu-kyi"),
        ("Sisi", "person:abdel-fattah-el-sisi"),
        ("Peña Nieto", "person:enrique-pena-nieto"),
        ("De Gaulle", "person:charles-de-gaulle"),
        ("Zelensky", "person:volodymyr-zelenskyy"),
        ("Orban", "person:viktor-orban"),
        ("Katrín", "person:katrin-jakobsdottir"),
    ],
)
def test_names_by_which_news_calls_them_alone(text: str, person: str) -> None:
    assert person in {p.id for p in people.people_of_family(text)}


def test_one_full_name_of_two_people_gives_both() -> None:
    assert {p.id for p in people.people_named("George Bush")} == {"person:george-w-bush", "person:george-h-w-bush"}


def test_family_only_forms_are_not_full_names() -> None:
    assert people.people_named("Putin") == ()
    assert all(" " in form for form in people.name_forms())


def test_whoever_took_office_latest_comes_first() -> None:
    assert people.people_of_family("Sharif")[0].id == "person:shehbaz-sharif"


def test_an_unknown_id_says_what_was_expected() -> None:
    with pytest.raises(UsageError, match="expected a person's id"):
        people.person("person:nobody-at-all")


# Offices


@pytest.mark.parametrize(
    ("country", "office", "when", "expected"),
    [
        ("USA", "president", "1962-10-22", {"John F. Kennedy"}),
        ("USA", "president", "2009-01", {"George W. Bush", "Barack Obama"}),
        ("USA", "secretary of state", "2016-05-10", {"John Kerry"}),
        ("USA", "us defense secretary", "2018-03-03", {"Jim Mattis"}),
        ("USA", "prime minister", "2022-02-02", {"Joe Biden"}),
        ("RUS", "president", "2010-04-08", {"Dmitry Medvedev"}),
        ("RUS", "prime minister", "2010-04-08", {"Vladimir Putin"}),
        ("RUS", "leader", "2010-04-08", {"Dmitry Medvedev", "Vladimir Putin"}),
        ("RUS", "leader", "2023-07-01", {"Vladimir Putin"}),
        ("SUN", "leader", "1987-12-08", {"Mikhail Gorbachev"}),
        ("CHN", "leader", "2016-09-04", {"Xi Jinping"}),
        ("CHN", "prime minister", "2016-09-04", {"Li Keqiang"}),
        ("CHN", "foreign minister", "2023-05-08", {"Qin Gang"}),
        ("PRK", "leader", "2011-05-20", {"Kim Jong Il"}),
        ("PRK", "supreme leader", "2013", {"Kim Jong Un"}),
        ("PRK", "president", "2018-06-01", {"Kim Jong Un"}),
        ("KOR", "president", "2009-10-09", {"Lee Myung-bak"}),
        ("JPN", "leader", "2016-12-27", {"Shinzo Abe"}),
        ("JPN", "emperor", "2019-06-27", {"Emperor Naruhito"}),
        ("DEU", "leader", "2015-02-11", {"Angela Merkel"}),
        ("DEU", "president", "2015-02-11", {"Joachim Gauck"}),
        ("GBR", "leader", "2003-03-16", {"Tony Blair"}),
        ("GBR", "foreign minister", "2017-04-10", {"Boris Johnson"}),
        ("GBR", "head_of_state", "2017-04-10", {"Queen Elizabeth II"}),
        ("FRA", "foreign minister", "2003-02-14", {"Dominique de Villepin"}),
        ("IRN", "president", "2006-05-08", {"Mahmoud Ahmadinejad"}),
        ("IRN", "supreme leader", "2006-05-08", {"Ali Khamenei"}),
        ("SAU", "king", "2017-05-20", {"King Salman"}),
        ("SAU", "leader", "2017-07-20", {"King Salman", "Mohammed bin Salman"}),
        ("IND", "foreign minister", "2017-06-26", {"Sushma Swaraj"}),
        ("ISR", "prime minister", "2000-07-11", {"Ehud Barak"}),
        ("EGY", "president", "1978-09-17", {"Anwar Sadat"}),
        ("TUR", "leader", "2012-03-25", {"Recep Tayyip Erdoğan"}),
        ("CUB", "leader", "2016-03-21", {"Raúl Castro"}),
        ("MYS", "prime minister", "2018-09-01", {"Mahathir Mohamad"}),
        ("THA", "prime minister", "2025-01-15", {"Paetongtarn Shinawatra"}),
        ("VAT", "pope", "2014-05-25", {"Pope Francis"}),
        ("IRL", "prime minister", "2013-03-17", {"Enda Kenny"}),
        ("COD", "president", "2020-01-01", {"Félix Tshisekedi"}),
        ("ARG", "president", "2024-01-17", {"Javier Milei"}),
        ("org:united-nations", "secretary-general", "2003-02-05", {"Kofi Annan"}),
        ("org:nato", "nato chief", "2011-03-20", {"Anders Fogh Rasmussen"}),
        ("org:european-union", "foreign policy chief", "2015-07-14", {"Federica Mogherini"}),
    ],
)
def test_who_held_which_office_when(country: str, office: str, when: str, expected: set[str]) -> None:
    assert names_of(country, office, when) == expected


def test_newest_comes_first() -> None:
    starts = [t.start for t in people.holders("ITA", "prime minister")]

    assert starts == sorted(starts, reverse=True)


def test_an_office_nobody_has_heard_of_is_held_by_nobody() -> None:
    assert people.holders("FRA", "grand vizier") == ()
    assert people.tenures("person:nobody-at-all") == ()


def test_tenures_of_one_person_tell_their_career() -> None:
    titles = [t.title for t in people.tenures("person:shinzo-abe")]

    assert titles == ["prime minister", "prime minister", "chief cabinet secretary"]


@given(st.sampled_from(sorted(COUNTRIES)), st.dates().map(lambda d: d.isoformat()))
def test_a_holder_within_a_day_is_a_holder_at_any_time(country: str, day: str) -> None:
    every = people.holders(country, "head_of_state")

    assert all(t.country == country or t.country in COUNTRIES for t in every)
    assert set(people.holders(country, "monarch", Window(day, day))) <= set(every)


def test_the_same_answers_in_another_process() -> None:
    code = (
        "from summitry.lexicon import people as p; import hashlib;"
        "print(hashlib.sha256(repr((sorted(p.name_forms().items()), p.holders('IRN', 'leader'),"
        " [x.id for x in p.people_of_family('Kim')])).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1
