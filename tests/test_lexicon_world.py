"""States, places, meetings, outlets and organisations: the facts hold together, and no text breaks a look-up."""

from __future__ import annotations

import datetime
import gzip
import itertools
import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.lexicon import meetings, organisations, outlets, places, states, tables
from summitry.lexicon.spelling import place_key
from summitry.model.windows import Window

TABLES = (
    *("states", "state_forms", "state_risky", "places", "place_risky", "venues", "gazetteer"),
    *("series", "meetings", "outlets", "outlet_risky", "organisations"),
)
CODES = {s.iso3 for s in states.states()}
TEXTS = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ["US", "China", "Sino", "inter", "Korean", "the", "-", "–", "/", " ", "state", "media", "'s", "EU", "."]
    )
).map("".join)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_its_source(name: str) -> None:
    rows = tables.read(name)
    assert rows
    assert list(rows[0])[-1] == "source"
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    rows = Counter(tuple(row.values()) for row in tables.read(name))
    assert [row for row, times in rows.items() if times > 1] == []


def test_a_table_that_does_not_exist_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_table"):
        tables.read("no_such_table")


def test_parts_leaves_out_the_empty() -> None:
    assert tables.parts(" a | |b|") == ("a", "b")
    assert tables.parts("") == ()


# states


def test_states_have_their_own_codes() -> None:
    assert max(Counter(s.iso3 for s in states.states()).values()) == 1
    assert max(Counter(s.iso2 for s in states.states() if s.iso2).values()) == 1
    assert sum(s.kind == "member" for s in states.states()) == 193
    assert all(len(s.iso3) == 3 and s.iso3.isupper() for s in states.states())


def test_every_form_names_states_that_exist() -> None:
    for form in states.state_forms().values():
        assert form.iso3, form
        assert set(form.iso3) <= CODES, form
        assert form.text == form.text.strip()


def test_risky_forms_are_forms() -> None:
    known = states.state_forms()
    assert [row["text"] for row in tables.read("state_risky") if row["text"] not in known] == []


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("US", "USA", "short"),
        ("U.S.", "USA", "short"),
        ("the United States", "USA", "name"),
        ("N. Korea", "PRK", "short"),
        ("Russians", "RUS", "people"),
        ("Dutch", "NLD", "demonym"),
        ("Türkiye", "TUR", "short"),
        ("Pyongyang", "PRK", "capital"),
        ("Kremlin", "RUS", "metonym"),
        ("Soviet", "SUN", "demonym"),
    ],
)
def test_forms(text: str, code: str, kind: str) -> None:
    form = states.state_forms()[text]
    assert (form.iso3, form.kind) == ((code,), kind)


def test_case_matters_and_ambiguity_is_kept() -> None:
    assert "us" not in states.state_forms()
    assert states.state_forms()["Korea"].iso3 == ("KOR", "PRK")
    assert states.state_forms()["the North"].context == "korea"
    assert states.state_forms()["Jordan"].risky
    assert not states.state_forms()["Japan"].risky


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("S. Korea", "KOR"),
        ("KP", "PRK"),
        ("FRA", "FRA"),
        ("holy see", "VAT"),
        ("The Gambia", "GMB"),
        ("us", None),
        ("Korea", None),
        ("", None),
        ("Atlantis", None),
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
    ],
)
def test_country_code(text: str, code: str | None) -> None:
    assert states.country_code(text) == code


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("US-China", ("USA", "CHN")),
        ("U.S.–Russian", ("USA", "RUS")),
        ("Sino-Japanese", ("CHN", "JPN")),
        ("Guinea-Bissau-Senegal", ("GNB", "SEN")),
        ("US-Japan-South Korea", ("USA", "JPN", "KOR")),
        ("India/Pakistan", ("IND", "PAK")),
        ("inter-Korean", ("PRK", "KOR")),
        ("intra-Afghan", ("AFG",)),
        ("cross-Strait", ("CHN", "TWN")),
        ("Guinea-Bissau", None),
        ("North-Korean", None),
        ("anti-American", None),
        ("Indo-Pacific", None),
        ("Washington-based", None),
        ("Merkel-Macron", None),
        ("China", None),
    ],
)
def test_compound(text: str, sides: tuple[str, ...] | None) -> None:
    assert states.compound(text) == sides


def test_an_ambiguous_side_follows_the_article() -> None:
    assert states.compound("Sino-Korean") == ("CHN", "KOR")
    assert states.compound("Sino-Korean", known={"PRK", "CHN"}) == ("CHN", "PRK")


@given(st.sampled_from([s for s in states.states() if s.kind == "member"]), st.sampled_from(states.states()))
def test_any_two_names_make_a_compound(one: states.State, other: states.State) -> None:
    expected = (one.iso3, other.iso3) if one != other else None
    assert states.compound(f"{one.name}-{other.name}") == expected


def test_compounds_are_found_in_running_text() -> None:
    text = "The first U.S.-North Korean summit, the US–China–India track, a pro-Russia party, an inter-Korean hotline."
    found = {text[start:end]: sides for start, end, sides in states.find_compounds(text)}
    assert found == {
        "U.S.-North Korean": ("USA", "PRK"),
        "US–China–India": ("USA", "CHN", "IND"),
        "inter-Korean": ("PRK", "KOR"),
    }


@given(TEXTS)
def test_no_text_breaks_the_look_up_of_states(text: str) -> None:
    code = states.country_code(text)
    assert code is None or code in CODES
    assert set(states.compound(text) or ()) <= CODES
    at = 0
    for start, end, sides in states.find_compounds(text):
        assert at <= start < end <= len(text)
        assert states.compound(text[start:end]) == sides
        at = end


def test_no_side_of_a_compound_is_longer_than_the_finder_looks() -> None:
    kinds = {"name", "short", "demonym", "capital"}
    longest = max(len(f.text) for f in states.state_forms().values() if f.kind in kinds)
    assert longest <= states._SIDE_LENGTH


# places


def test_gazetteer_rows_hold() -> None:
    entries = [places._entry(line) for found in places._gazetteer().values() for line in found]
    assert len({e.id for e in entries}) == sum(1 for _ in tables.lines("gazetteer")) - 1
    for entry in entries:
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180
        assert len(entry.country) == 3
        assert entry.population >= 0


def test_the_gazetteer_holds_what_places_tsv_says() -> None:
    for row in tables.read("places"):
        for text in (row["name"], *tables.parts(row["aliases"])):
            assert any(p.country == row["country"] and p.name == row["name"] for p in places.places_named(text)), text


def test_the_gazetteer_names_its_licence() -> None:
    head = gzip.decompress((tables.DATA / "gazetteer.tsv.gz").read_bytes())[:600].decode()
    assert "GeoNames" in head
    assert "CC BY 4.0" in head


def test_venues_stand_in_their_cities() -> None:
    for venue in set(places.venue_forms().values()):
        cities = [p for p in places.places_named(venue.city or "") if p.kind == "city"]
        assert any(math.hypot(p.lat - venue.lat, p.lon - venue.lon) < 0.7 for p in cities), venue
        assert venue.country in CODES


def test_ids_lead_back() -> None:
    for text in ("Kyiv", "Kremlin", "Crimea", "Camp David"):
        for found in places.places_named(text):
            assert places.place(found.id) == found


@pytest.mark.parametrize("state", [s for s in states.states() if s.capital and s.kind in {"member", "partial"}])
def test_every_capital_is_a_place(state: states.State) -> None:
    assert any(p.country == state.iso3 for p in places.places_named(state.capital or ""))


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kiev", "Kyiv", "UKR"),
        ("SAIGON", "Ho Chi Minh City", "VNM"),
        ("Saint Petersburg", "St. Petersburg", "RUS"),
        ("Nur-Sultan", "Astana", "KAZ"),
        ("Washington, D.C.", "Washington", "USA"),
        ("Sharm el Sheikh", "Sharm el-Sheikh", "EGY"),
        ("the Hague", "The Hague", "NLD"),
        ("Dayton, Ohio", "Dayton", "USA"),
        ("Hyderabad, Pakistan", "Hyderabad", "PAK"),
        ("Panmunjeom", "Panmunjom", "KOR"),
        ("Great Hall of the People", "Great Hall of the People", "CHN"),
        ("the Elysée Palace", "Elysee Palace", "FRA"),
    ],
)
def test_places(text: str, name: str, country: str) -> None:
    found = places.places_named(text)[0]
    assert (found.name, found.country) == (name, country)
    assert places.country_of_place(text) == country


def test_names_that_are_words_or_surnames_are_risky() -> None:
    assert all(p.risky for text in ("Nice", "Reading", "Split", "Kim") for p in places.places_named(text))
    assert not any(places.places_named(text)[0].risky for text in ("Beijing", "Davos", "Sochi", "Geneva", "Hue"))


def test_the_most_populous_comes_first() -> None:
    populations = [p.population for p in places.places_named("Tripoli")]
    assert len(populations) > 1
    assert populations == sorted(populations, reverse=True)


@given(TEXTS)
def test_no_text_breaks_the_look_up_of_places(text: str) -> None:
    assert place_key(place_key(text)) == place_key(text)
    for found in places.places_named(text):
        assert found.kind in {"city", "region", "venue"}


# meetings


def test_editions_hold() -> None:
    known = {row["id"] for row in tables.read("series")}
    for series in known:
        for edition in meetings.editions(series):
            assert edition.window.days is not None
            assert 1 <= edition.window.days <= 40, edition
            assert "2000" <= edition.start[:4] <= "2026"
            assert edition.city, edition
            assert any(p.country == edition.country for p in places.places_named(edition.city)), edition
    assert {row["series"] for row in tables.read("meetings")} <= known


def test_editions_of_a_series_do_not_overlap() -> None:
    for series in {row["series"] for row in tables.read("meetings")}:
        held = [edition.window for edition in meetings.editions(series)]
        assert not any(one.meets(other) for one, other in itertools.pairwise(held)), series


def test_forms_of_series_are_not_shared() -> None:
    owners: dict[str, set[str]] = {}
    for row in tables.read("series"):
        for text in (row["name"], *tables.parts(row["forms"])):
            owners.setdefault(text, set()).add(row["id"])
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}


def test_looking_up_meetings() -> None:
    assert meetings.series_forms()["G-20"] == "g20"
    assert meetings.series_name("g20") == "G20 summit"
    assert [e.city for e in meetings.editions("g20", Window.of("2019"))] == ["Osaka"]
    assert [e.start[:4] for e in meetings.editions("apec", city="lima")] == ["2008", "2016", "2024"]
    assert meetings.editions("no-such-series") == ()


# outlets


def test_outlets_hold() -> None:
    for outlet in outlets.outlets():
        assert outlet.kind in {"agency", "newspaper", "broadcaster", "site", "magazine"}
        assert outlet.reliability in set("ABCDEF")
        assert outlet.note
        assert outlet.owner
        assert outlet.country is None or outlet.country in CODES, outlet
        assert outlet.state_of is None or outlet.state_of in CODES, outlet
        assert outlets.outlet(outlet.id) == outlet


def test_names_and_hosts_belong_to_one_outlet() -> None:
    rows = tables.read("outlets")
    names = Counter(text for row in rows for text in {row["name"], *tables.parts(row["forms"])})
    hosts = Counter(host for row in rows for host in tables.parts(row["hosts"]))
    assert [text for text, times in (names | hosts).items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("the Xinhua news agency", "xinhua"),
        ("reuters", "reuters"),
        ("CNN.com", "cnn"),
        ("Itar-Tass", "tass"),
        ("Frankfurter Allgemeine Zeitung", "faz"),
        ("the New York Times", "new-york-times"),
        ("Nobody's Gazette", None),
        ("", None),
    ],
)
def test_outlet_named(text: str, outlet: str | None) -> None:
    found = outlets.outlet_named(text)
    assert (found.id if found else None) == (f"outlet:{outlet}" if outlet else None)


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.bbc.co.uk/news/world-1", "bbc"),
        ("http://edition.cnn.com:80/x", "cnn"),
        ("english.hani.co.kr/arti/1", "hankyoreh"),
        ("https://example.org/reuters.com", None),
        ("http://[broken", None),
    ],
)
def test_outlet_of_url(url: str, outlet: str | None) -> None:
    found = outlets.outlet_of_url(url)
    assert (found.id if found else None) == (f"outlet:{outlet}" if outlet else None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chinese state media", "CHN"),
        ("Cuba's state-run television", "CUB"),
        ("the official Syrian news agency", "SYR"),
        ("Official North Korean media", "PRK"),
        ("State-controlled Cuban newspapers", "CUB"),
        ("A Russian official told Iranian state media", "IRN"),
        ("South Korean media", None),
        ("state media", None),
    ],
)
def test_state_media_of(text: str, code: str | None) -> None:
    assert outlets.state_media_of(text) == code


def test_names_that_are_words_are_risky() -> None:
    assert all(outlets.is_risky_outlet_form(text) for text in ("Time", "the Nation", "The Nation", "SPA"))
    assert not any(outlets.is_risky_outlet_form(text) for text in ("Reuters", "Xinhua", "Le Monde"))


@given(TEXTS)
def test_no_text_breaks_the_look_up_of_outlets(text: str) -> None:
    outlets.outlet_named(text)
    outlets.outlet_of_url(text)
    code = outlets.state_media_of(text)
    assert code is None or code in CODES


# organisations


def test_organisations_hold() -> None:
    for organisation in organisations.organisations():
        assert organisation.kind in {"international", "armed_group", "government_body", "party", "other"}
        assert organisation.country is None or organisation.country in CODES, organisation
        assert organisations.organisation(organisation.id) == organisation
    names = Counter(text for row in tables.read("organisations") for text in {row["name"], *tables.parts(row["forms"])})
    assert [text for text, times in names.items() if times > 1] == []


def test_looking_up_organisations() -> None:
    forms = organisations.organisation_forms()
    assert (
        forms["foreign ministry"] is forms["Foreign Ministry"] or forms["foreign ministry"] == forms["Foreign Ministry"]
    )
    assert forms["foreign ministry"].country is None
    assert forms["Pentagon"].country == "USA"
    assert forms["Taliban"].side
    assert not forms["State Department"].side
    assert organisations.organisation_named("the U.N.") == forms["United Nations"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("EU-China", ("org:european-union", "state:CHN")),
        ("US-Taliban", ("state:USA", "org:taliban")),
        ("US-China", ("state:USA", "state:CHN")),
        ("Sino-EU", ("state:CHN", "org:european-union")),
        ("US-Pentagon", None),
        ("EU-wide", None),
    ],
)
def test_compound_with(text: str, sides: tuple[str, ...] | None) -> None:
    assert organisations.compound_with(text) == sides


@given(TEXTS)
def test_no_text_breaks_the_look_up_of_organisations(text: str) -> None:
    organisations.organisation_named(text)
    organisations.compound_with(text)


def test_dates_are_days_that_exist() -> None:
    for row in tables.read("meetings"):
        for cell in (row["start"], row["end"]):
            if len(cell) == 10:
                datetime.date.fromisoformat(cell)
