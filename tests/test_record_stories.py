"""Small worlds, told in claims: what the record makes of them."""

from __future__ import annotations

import dataclasses

from makers import Page, link
from summitry.model.claims import Encounter
from summitry.model.windows import Window
from summitry.record.fold import Record, fold


def only(record: Record, status: str | None = None) -> Encounter:
    found = [e for e in record.encounters if status is None or e.status == status]
    assert len(found) == 1, [(e.type, e.status, [p.name for p in e.participants], e.merge) for e in record.encounters]
    return found[0]


def names(one: Encounter) -> list[str]:
    return [p.name for p in one.participants]


def test_a_rumour_is_confirmed_and_dates_the_article_that_did_not_know_yet() -> None:
    early = Page("early", None, window=Window("2018-03-26", "2018-04-30"))
    trip = early.say("rumour", "kim*", "visit", city="beijing", start="2018-03-26", certainty="possible")
    early.say("silence", "kim*,CHN", "visit", city="beijing", same_as=(trip.id,), certainty="unknown")
    late = Page("late", "2018-03-28")
    by = (link("Xinhua", "agency", "CHN"),)
    visit = late.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-25", end="2018-03-28", by=by)
    late.say("tell", "kim,xi", "talks", city="beijing", same_as=(visit.id,))

    record = fold([late.filed(), early.filed()])

    one = only(record)
    assert (one.type, one.status, one.start, one.end) == ("visit", "confirmed", "2018-03-25", "2018-03-28")
    assert [(s.status, s.record_time) for s in one.status_history] == [
        ("rumoured", "2018-03-26"),
        ("confirmed", "2018-03-28"),
    ]
    assert one.status_history[1].said_by == "China (Xinhua)"
    assert names(one) == ["Kim Jong Un", "Xi Jinping"]
    assert [c.field for c in record.conflicts] == ["dates"]
    assert record.articles[0].date.window == Window("2018-03-26", "2018-03-28")
    assert any("silent" in c.reason for c in record.articles[0].date.candidates)


def test_as_of_shows_the_record_as_it_stood() -> None:
    pages = [Page("a", "2018-03-27"), Page("b", "2018-03-28")]
    pages[0].say("rumour", "kim*,CHN", "visit", city="beijing", certainty="possible")
    pages[1].say("confirm", "kim*,xi", "visit", city="beijing")
    filed = [p.filed() for p in pages]
    assert only(fold(filed, as_of="2018-03-27")).status == "rumoured"
    assert only(fold(filed, as_of="2018-03-28")).status == "confirmed"
    assert only(fold(filed, as_of="2018-03-27")).id == only(fold(filed)).id
    assert fold(filed, as_of="2018-02").encounters == ()


def test_announced_then_cancelled_then_held_after_all() -> None:
    march, may, june = Page("march", "2018-05-10"), Page("may", "2018-05-24"), Page("june", "2018-06-12")
    march.say("announce", "trump,kim", "summit", city="singapore", start="2018-06-12")
    may.say("cancel", "trump,kim", "summit", city="singapore", start="2018-06-12", tense="future")
    june.say("tell", "trump,kim", "summit", city="singapore", start="2018-06-12")
    pages = [march.filed(), may.filed(), june.filed()]
    assert only(fold(pages[:2])).status == "cancelled"
    one = only(fold(pages))
    assert [s.status for s in one.status_history] == ["announced", "cancelled", "confirmed"]
    assert [f.outcome for f in fold(pages[:2]).forecasts] == ["void"]
    assert [(f.outcome, f.resolved_on) for f in fold(pages).forecasts] == [("fulfilled", "2018-06-12")]


def test_a_cancelled_visit_stays_cancelled_in_an_article_that_tells_the_plan_as_well() -> None:
    page = Page("page", "2019-08-20")
    plan = page.say("plan", "trump*,DNK", "visit", city="denmark", start="2019-09-02", end="2019-09-03")
    page.say("cancel", "trump*,DNK prime minister", "visit", city="denmark", same_as=(plan.id,))
    one = only(fold([page.filed()]))
    assert one.status == "cancelled"
    assert (one.start, one.end) == ("2019-09-02", "2019-09-03")


def test_an_invitation_declined_stays_on_record() -> None:
    page = Page("page", "2018-03-27")
    page.say("decline", "kim*", "visit", city="moscow", start="2015", purpose="parade")
    assert (only(fold([page.filed()])).status, only(fold([page.filed()])).start) == ("declined", "2015")


def test_postponed_to_a_new_date_is_one_encounter_with_windows_in_sequence() -> None:
    first, moved, later = Page("first", "2020-01-10"), Page("moved", "2020-03-05"), Page("later", "2020-06-01")
    first.say("announce", "xi*,KOR", "visit", start="2020-04")
    moved.say("postpone", "xi*,KOR", "visit", start="2020-04", tense="future")
    later.say("announce", "xi*,moon", "visit", window=Window("2020-10-01", "2020-12-31"))
    one = only(fold([p.filed() for p in (first, moved)]))
    assert one.status == "postponed"
    whole = fold([p.filed() for p in (first, moved, later)])
    one = only(whole)
    assert [s.status for s in one.status_history] == ["announced", "postponed", "announced"]
    assert one.window == Window("2020-10-01", "2020-12-31")


def test_two_visits_two_months_apart_are_two() -> None:
    march, may = Page("march", "2018-03-28"), Page("may", "2018-05-08")
    march.say("tell", "kim*,xi", "visit", city="china")
    may.say("tell", "kim*,xi", "visit", city="china")
    assert len(fold([march.filed(), may.filed()]).encounters) == 2


def test_two_visits_told_by_month_are_two_and_a_later_mention_joins_the_one_it_names() -> None:
    march, may, june = Page("march", "2018-03-28"), Page("may", "2018-05-08"), Page("june", "2018-06-12")
    march.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-25", end="2018-03-28")
    may.say("tell", "kim,xi", city="dalian", start="2018-05-08")
    june.say("tell", "kim*,xi", "visit", city="china", start="2018-03")
    june.say("tell", "kim*,xi", "visit", city="china", start="2018-05")
    encounters = fold([march.filed(), may.filed(), june.filed()]).encounters
    assert [(e.place.city if e.place else None, e.articles) for e in encounters] == [
        ("Beijing", ("june", "march")),
        ("Dalian", ("june", "may")),
    ]


def test_a_call_is_no_meeting_and_another_envoy_is_another_meeting() -> None:
    page = Page("page", "2018-04-20")
    page.say("tell", "trump,kim", "call", start="2018-04-18")
    page.say("tell", "trump,kim", "meeting", start="2018-04-18")
    page.say("tell", "pompeo,kim", "meeting", start="2018-04-18")
    assert len(fold([page.filed()]).encounters) == 3


def test_a_visit_and_the_talks_at_its_heart_are_one_unless_told_apart() -> None:
    page = Page("page", "2018-03-28")
    page.say("tell", "kim*", "visit", city="beijing")
    page.say("tell", "kim,xi", "talks", city="beijing")
    one = only(fold([page.filed()]))
    assert one.type == "visit"
    assert names(one) == ["Kim Jong Un", "Xi Jinping"]

    apart = Page("apart", "2018-03-28")
    visit = apart.say("tell", "kim*,xi", "visit", city="beijing")
    lunch = apart.say("cancel", "kim,xi", "meeting", city="beijing", part_of=visit.id)
    record = fold([apart.filed()])
    of = record.encounter_of
    assert record.encounter(of[lunch.id]).parent == of[visit.id]
    assert record.encounter(of[visit.id]).parent is None
    assert [a.parent for a in record.accounts if a.encounter == of[lunch.id]] == [of[visit.id]]


def test_states_and_offices_without_a_name_become_the_people_they_stand_for() -> None:
    one, two = Page("one", "2019-02-28"), Page("two", "2019-02-28")
    one.say("tell", "PRK,USA", "summit", city="hanoi", start="2019-02-28")
    one.say("tell", "PRK leader,USA president", "summit", city="hanoi", start="2019-02-27", end="2019-02-28")
    two.say("tell", "kim,trump", "summit", city="hanoi", start="2019-02-28")
    assert names(only(fold([one.filed(), two.filed()]))) == ["Kim Jong Un", "Donald Trump"]


def test_misspelt_names_are_merged_and_shown_as_a_conflict() -> None:
    one, two = Page("one", "2018-03-28"), Page("two", "2018-03-28")
    claim = one.say("tell", "kim*,xi", "visit", city="beijing")
    wrong = dataclasses.replace(claim.participants[0], name="Kim Jong Kim", entity=None)
    two.say("tell", "xi", "visit", city="beijing", participants=(wrong, claim.participants[1]))
    record = fold([one.filed(), two.filed()])
    assert names(only(record)) == ["Kim Jong Un", "Xi Jinping"]
    assert [(c.field, [v for v, _ in c.values]) for c in record.conflicts] == [
        ("participants", ["Kim Jong Kim", "Kim Jong Un"])
    ]


def test_forecasts_are_missed_on_somebodys_word_and_unresolved_on_the_clock_alone() -> None:
    page = Page("page", "2019-04-20")
    experts = (link("experts", "unnamed", anonymous=True),)
    old = page.say("predict", "xi*,PRK", "visit", start="2019-04", by=experts)
    page.say("lapse", "xi*,PRK", "visit", start="2019-04", same_as=(old.id,))
    page.say("predict", "xi*,PRK", "visit", window=Window("2019-05-01", "2019-06-30"), likelihood="likely")
    record = fold([page.filed()])
    got = {f.window: (f.forecaster, f.outcome, f.likelihood.band) for f in record.forecasts}
    assert got == {
        Window("2019-04-01", "2019-04-30"): ("experts", "missed", "likely"),
        Window("2019-05-01", "2019-06-30"): ("page News", "open", "likely"),
    }
    clock = Page("clock", "2019-08-01")
    clock.say("tell", "putin,modi", start="2019-07-30")
    later = fold([page.filed(), clock.filed()])
    assert "unresolved" in [f.outcome for f in later.forecasts]
    assert [e.status for e in later.encounters if e.overdue] == ["predicted"]


def test_late_and_fulfilled() -> None:
    march, june = Page("march", "2018-03-10"), Page("june", "2018-06-12")
    march.say("predict", "trump,kim", window=Window("2018-03-10", "2018-05-31"))
    june.say("tell", "trump,kim", "summit", city="singapore", start="2018-06-12")
    assert [f.outcome for f in fold([march.filed(), june.filed()]).forecasts] == ["late"]


def test_a_denial_that_proved_false_stays_on_record() -> None:
    said, denied, shown = Page("said", "2018-05-01"), Page("denied", "2018-05-02"), Page("shown", "2018-05-05")
    sources = (link("two officials", "unnamed", anonymous=True),)
    said.say("tell", "pompeo*,PRK", "visit", start="2018-04-01", by=sources)
    denied.say("deny", "pompeo*,PRK", "visit", by=(link("State Department", "named_organisation", "USA"),))
    shown.say("confirm", "pompeo*,kim", "visit", start="2018-04-01")
    record = fold([said.filed(), denied.filed(), shown.filed()])
    assert [s.status for s in only(record).status_history] == ["reported", "denied", "confirmed"]
    assert [c.kind for c in record.conflicts if c.field == "status"] == ["denial"]


def test_the_same_person_met_two_others_on_one_trip() -> None:
    page = Page("page", "2018-06-10")
    page.say("tell", "putin,xi", city="beijing", start="2018-06-08")
    page.say("tell", "putin,modi", city="beijing", start="2018-06-09")
    assert len(fold([page.filed()]).encounters) == 2


def test_ahead_in_a_later_article_is_not_what_was_over_before() -> None:
    june, september = Page("june", "2018-06-13"), Page("september", "2018-09-25")
    june.say("tell", "trump,kim", "summit", city="singapore", start="2018-06-12")
    september.say("announce", "trump,kim", "summit")
    assert [e.status for e in fold([june.filed(), september.filed()]).encounters] == ["confirmed", "announced"]
