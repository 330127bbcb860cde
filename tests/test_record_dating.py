"""Articles without a date, dated by what they share with others."""

from __future__ import annotations

import datetime

from hypothesis import HealthCheck, given, settings

from makers import Page
from strategies import worlds
from summitry.model.claims import Filed
from summitry.model.windows import Window
from summitry.record.fold import fold

OPEN = Window("2017-05-10", "2021-08-08")


def dated() -> Filed:
    page = Page("dated", "2018-03-29")
    page.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-25", end="2018-03-28")
    return page.filed()


def window_of(page: Page, *others: Filed) -> Window:
    record = fold([page.filed(), *others])
    found = next(f.date for f in record.articles if f.article.id == page.name)
    assert all(c.reason for c in found.candidates)
    return found.window


def test_what_opens_with_an_encounter_was_written_while_it_was_news() -> None:
    page = Page("page", None, window=OPEN)
    page.say("tell", "kim*,xi", "visit", city="beijing")
    assert window_of(page, dated()) == Window("2018-03-25", "2018-04-28")


def test_what_only_recalls_an_encounter_was_written_any_time_after() -> None:
    page = Page("page", None, window=OPEN)
    page.say("predict", "putin,modi", "summit", city="moscow")
    page.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03")
    assert window_of(page, dated()) == Window("2018-03-25", "2021-08-08")


def test_what_has_an_encounter_ahead_was_written_before_it_ended() -> None:
    page = Page("page", None, window=OPEN)
    page.say("predict", "kim*,xi", "visit", city="beijing", start="2018-03")
    assert window_of(page, dated()) == Window("2017-05-10", "2018-03-28")


def test_silence_comes_before_the_parties_word_and_their_word_after() -> None:
    silent, word, late = Page("a", None, window=OPEN), Page("b", None, window=OPEN), Page("c", "2018-03-29")
    trip = silent.say("rumour", "kim*,CHN", "visit", city="beijing", certainty="possible")
    silent.say("silence", "kim*,CHN", "visit", city="beijing", same_as=(trip.id,))
    word.say("confirm", "kim*,xi", "visit", city="beijing")
    late.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-26")
    assert window_of(silent, word.filed(), late.filed()) == Window("2018-03-26", "2018-03-29")
    assert window_of(word, silent.filed(), late.filed()) == Window("2018-03-29", "2018-04-26")


def test_nothing_is_narrowed_by_days_that_are_not_known_to_the_month() -> None:
    page, vague = Page("page", None, window=OPEN), Page("vague", "2018-12-01")
    page.say("tell", "kim*,xi", "visit", city="beijing")
    vague.say("tell", "kim*,xi", "visit", city="beijing", start="2018")
    assert window_of(page, vague.filed()) == OPEN


def test_a_bound_that_leaves_nothing_is_kept_as_rejected() -> None:
    page = Page("page", None, window=Window("2018-03-01", "2018-03-20"))
    page.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03")
    other = Page("other", "2018-03-29")
    other.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-25")
    record = fold([page.filed(), other.filed()])
    found = next(f.date for f in record.articles if f.article.id == "page")
    assert found.window == Window("2018-03-01", "2018-03-20")
    assert all(not c.kept for c in found.candidates)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_windows_only_shrink_and_days_given_stay(world: tuple[Filed, ...]) -> None:
    before = {f.article.id: f.date for f in world}
    for one in fold(world).articles:
        was = before[one.article.id]
        assert was.window.holds(one.date.window)
        if was.basis == "given":
            assert one.date == was
        if one.date.value is not None and one.date.basis == "inferred":
            assert Window.of(one.date.value).holds(one.date.window)
            assert datetime.date.fromisoformat(str(one.date.window.start))


NEWS = (
    "The Zorvan dam burst at Quell, and the mill town of Abrahel lay under the Ostwater by dawn.",
    "Miners of Krumhold struck for the ninth week over the Veldspar pits, the union of Dorrit said.",
    "A comet that Lysandra Obuya of the Tarn observatory found will pass the Pleiades, she said.",
    "The Ferrol opera burned down; the tenor Iago Brandt fled over the roof of the Mercat hall.",
)


def reports() -> list[Filed]:
    """Forty dated articles, each of words of its own but for one piece of news each in four."""
    made = []
    for n in range(40):
        own = " ".join(f"word{n}x{k}" for k in range(12))
        news = NEWS[n // 10] if n % 10 == 0 else ""
        made.append(
            Page(f"dated{n:02}", f"2018-{1 + n // 10:02}-10", body=f"It was told in the town. {own}. {news}").filed()
        )
    return made


def test_what_shares_the_rare_words_of_a_dated_article_was_written_within_days_of_it() -> None:
    page = Page("page", None, window=OPEN, body=f"People told of it in the town. {NEWS[2]}")
    record = fold([page.filed(), *reports()])
    date = next(f.date for f in record.articles if f.article.id == "page")
    assert (date.value, date.window) == ("2018-03-10", Window("2018-03-07", "2018-03-13"))
    (kept,) = [c for c in date.candidates if c.kept]
    assert "dated20 of 2018-03-10" in kept.reason
    assert kept.quote is not None
    assert kept.quote.text.casefold() in NEWS[2].casefold()


def test_news_outside_the_days_of_an_article_does_not_date_it() -> None:
    page = Page("page", None, window=Window("2019-01-01", "2021-08-08"), body=f"It was told. {NEWS[2]}")
    assert window_of(page, *reports()) == Window("2019-01-01", "2021-08-08")


def test_a_few_articles_cannot_tell_which_words_are_rare() -> None:
    page = Page("page", None, window=OPEN, body=f"It was told. {NEWS[0]}")
    assert window_of(page, *reports()[:20]) == OPEN


def test_news_of_two_dates_leaves_the_days_of_both() -> None:
    twin = Page("twin", "2018-03-20", body=f"It was told. {NEWS[2]}").filed()
    page = Page("page", None, window=OPEN, body=f"It was told. {NEWS[2]}")
    assert window_of(page, twin, *reports()) == Window("2018-03-07", "2018-03-23")


def test_a_topic_of_months_dates_nothing() -> None:
    twins = [Page(f"twin{m}", f"2018-0{m}-20", body=f"It was told. {NEWS[2]}").filed() for m in (2, 5, 8)]
    page = Page("page", None, window=OPEN, body=f"It was told. {NEWS[2]}")
    assert window_of(page, *twins, *reports()) == OPEN
