"""Rules for dates by name and number: days, months, years, quarters, seasons, decades, centuries, holidays,
weekdays."""

from __future__ import annotations

import re

from summitry.lexicon import holidays
from summitry.mentions.times_exprs import Calendar, Expr, Fixed, Trimmed, Weekday
from summitry.mentions.times_grammar import ALPHABET, Hit, Meaning, amount, rule, year
from summitry.mentions.times_parts import Feast, Season, YearPart
from summitry.mentions.times_words import cues

AMBIGUOUS_MONTHS = cues("ambiguous-month")
"""Month names that are also other words or names: alone they need a word before them that leads a date."""

SHORT_NAMES = frozenset({"jan", "mar", "dec", "jun"})
"""Short forms of months that are given names too: before another name they are ("Jan Kavan")."""

GIVEN_NAMES = frozenset({"april", "june", "may", "august"})
"""Months that are given names too: before another name, with nothing that leads a date, they are ("April Jones")."""

LEADS = cues("date-lead")
"""Words that stand before a month or a year."""


def ordinal(word: str) -> int | None:
    """The number of an ordinal, in words or numerals: "third" 3, "25th" 25; of a plain numeral itself."""
    if word[:1].isdigit():
        return int(re.sub(r"\D", "", word))
    return int(ALPHABET.value("ordinal", word)) if word else None


def number_of_year(hit: Hit, name: str = "y") -> int | None:
    """The year in a captured group: "1989", "'99", "nineteen ninety-seven"; two figures mean 1930 to 2029."""
    words = hit.words(name)
    if words and words[0][0] in "'‘’":
        short = int(words[0][1:3])
        return short + (2000 if short < 30 else 1900)
    return year(words)


def valid_day(month: int, day: int | None) -> bool:
    """Whether a month may have such a day."""
    return day is not None and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def calendar_date(hit: Hit) -> Meaning | None:
    """A day of a month, with what else was captured: weekday `w`, month `m`, day `d`, year `y`, era."""
    month, day = int(hit.value("m", "month")), ordinal(hit.word("d"))
    if not valid_day(month, day):
        return None
    weekday = weekday_of(hit.word("w")) if hit.has("w") else None
    era = hit.has("era")
    return Meaning("DATE", Calendar(number_of_year(hit), month, day, weekday, None, era))


def weekday_of(word: str) -> int:
    """The number of a weekday's name or short form, 1 for Monday."""
    try:
        return int(ALPHABET.value("weekday", word))
    except KeyError:
        return int(ALPHABET.value("weekday-short", word))


@rule("iso")
def _iso(hit: Hit) -> Meaning | None:
    day, _, time = hit.text().partition("T")
    month = int(day[5:7])
    if not (1 <= month <= 12 and valid_day(month, int(day[8:10]))):
        return None
    base = Fixed(day)
    return Meaning("TIME", Fixed(f"{day}T{time[:5]}")) if time else Meaning("DATE", base)


@rule("numeric")
def _numeric(hit: Hit) -> Meaning | None:
    first, second, last = (int(part) for part in hit.text().split("/"))
    month, day = (second, first) if first > 12 else (first, second)
    if not (1 <= month <= 12 and valid_day(month, day)):
        return None
    return Meaning("DATE", Calendar(last if last > 99 else last + (2000 if last < 30 else 1900), month, day))


@rule("named-day")
def _named_day(hit: Hit) -> Meaning | None:
    if hit.has("m") and (hit.value("m", "month"), ordinal(hit.word("d"))) != ("9", 11):
        return None
    return Meaning("DATE", Fixed(ATTACKS))


ATTACKS = "2001-09-11"
"""The day that "9/11" and "the Sept. 11 attacks" name, whatever the year."""


@rule("month-day")
def _month_day(hit: Hit) -> Meaning | None:
    if not hit.has("m"):
        return Meaning("DATE", Calendar(None, ordinal(hit.word("y0")), ordinal(hit.word("d"))))
    dashed = hit.text()[:1].isdigit() and "-" in hit.text()
    before = hit.around(-1).rstrip(".")
    ranged = dashed and len(before) > 2 and any(month.startswith(before) for month in _MONTHS)
    return None if ranged else calendar_date(hit)  # "May 20-May 24"


@rule("weekday-ordinal")
def _weekday_ordinal(hit: Hit) -> Meaning | None:
    if hit.word("d").isalpha() and hit.around(1)[:1].isalpha():
        return None  # "on Tuesday, the second meeting"
    return Meaning("DATE", Calendar(None, None, ordinal(hit.word("d")), weekday_of(hit.word("w"))))


@rule("range-day")
def _range_day(hit: Hit) -> Meaning | None:
    led = hit.span[0] == hit.match.start()
    return None if not led and hit.around(1) in ("percent", "%", "-", "years", "people", ":") else calendar_date(hit)


@rule("day-of-month")
def _day_of_month(hit: Hit) -> Meaning | None:
    day = ordinal(hit.word("d"))
    after = hit.around(1)
    lonely = not (after[:1].isalpha() or after[:1] in "-–’'") or after in _CLOSERS
    led = hit.around(-1) in ("on", "by", "until", "till", "since", "from", "to", "before", "after", "through", ",")
    return Meaning("DATE", Calendar(None, None, day)) if valid_day(1, day) and lonely and led else None


_CLOSERS = cues("day-follower")


@rule("month-year")
def _month_year(hit: Hit) -> Meaning | None:
    number = number_of_year(hit)
    return Meaning("DATE", Calendar(number, int(hit.value("m", "month")), before_christ=hit.has("era")))


@rule("month")
def _month(hit: Hit) -> Meaning | None:
    directed = hit.has("dir")
    name = hit.word("m")
    before, after = hit.around(-1), hit.around(1)
    follower = hit.tokens.word(hit.match.end()) if hit.match.end() < len(hit.tokens.starts) else ""
    if name in SHORT_NAMES and hit.span[1] - hit.span[0] == 1 and follower[:1].isupper():
        return None
    if (
        name in GIVEN_NAMES
        and hit.match.end() - hit.match.start() == 1
        and follower[:1].isupper()
        and before not in LEADS - {"and", "or"}
    ):
        return None
    if name in AMBIGUOUS_MONTHS and not directed and hit.match.end() - hit.match.start() <= 2:
        follows_name = before[:1].isalpha() and before not in LEADS
        if before == "as" and hit.around(-2) in ("early", "late", "soon", "recently"):
            before = "by"
        ranged = after in ("-", "–", "to") and hit.around(2) in _MONTHS
        if not ranged and (before not in LEADS or (after[:1].isalpha() and follows_name)):
            return None
    direction = hit.direction()
    return Meaning("DATE", Calendar(None, int(hit.value("m", "month")), direction=direction))


_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

NOT_YEARS = cues("not-year")
"""Nouns that follow a number, not a year."""

YEAR_LEADS = LEADS | cues("year-lead")
"""Words that a year may follow."""


@rule("year")
def _year(hit: Hit) -> Meaning | None:
    if not hit.has("y"):
        words = [hit.tokens.word(i).lower() for i in range(*hit.span)]
        if words[0][0] in "'‘’":
            return (
                Meaning("DATE", Calendar(_short(words[0])))
                if hit.around(-1) in LEADS and words[0][1:].isdigit()
                else None
            )
        number = year(words)
        spelt = words[0] == "nineteen" and (amount(words[1:]) or 0) >= 10
        return Meaning("DATE", Calendar(number)) if spelt and number else None
    number = number_of_year(hit)
    era = hit.has("era")
    alone = hit.span[1] - hit.span[0] == 1
    if alone and not (1500 <= (number or 0) <= 2100 and _year_fits(hit)):
        return None
    return Meaning("DATE", Calendar(number, before_christ=era))


def _short(word: str) -> int:
    short = int(word[1:3])
    return short + (2000 if short < 30 else 1900)


def _year_fits(hit: Hit) -> bool:
    before, after = hit.around(-1), hit.around(1)
    if (
        before
        in ("$", "£", "€", "#", "№", "no", "about", "nearly", "over", "than", "some", "approximately", "most", "/")
        or after in NOT_YEARS
    ):
        return before in ("in", "since", "by")
    if (
        after == "-"
        and hit.around(2)[:1].isalpha()
        and hit.around(2) in ("year", "pound", "foot", "mile", "strong", "man", "member")
    ):
        return False
    lower_noun = hit.tokens.text[hit.tokens.ends[hit.span[1] - 1] :][1:20].split(" ")[0]
    plural = (
        lower_noun.endswith("s")
        and lower_noun.islower()
        and len(lower_noun) > 4
        and before not in ("the", "in", "since", "of", "by")
    )
    return not plural


@rule("year-range")
def _year_range(hit: Hit) -> Meaning | None:
    word, first = hit.word("d"), hit.match.start()
    if hit.has("era"):
        return Meaning("DATE", Calendar(int(word), before_christ=True))
    start = hit.tokens.word(first)
    if word[0] in "'‘’":
        return Meaning("DATE", Calendar(_short(word)))
    close = hit.tokens.ends[first] == hit.tokens.starts[first + 1] if first + 1 < len(hit.tokens.starts) else False
    if len(word) == 4:
        return Meaning("DATE", Calendar(int(word))) if 1500 <= int(word) <= 2100 else None
    if len(word) == 2 and close and int(start) % 100 < int(word) and 1500 <= int(start) <= 2100:
        return Meaning("DATE", Calendar(int(start) // 100 * 100 + int(word)))
    return None


@rule("decades")
def _decades(hit: Hit) -> Meaning | None:
    word = hit.word("w")
    digits = re.sub(r"\D", "", word)
    if not digits:
        digits = f"19{ALPHABET.value('decades-word', word)}"
    elif len(digits) == 2:
        digits = "19" + digits if int(digits) >= 20 else "20" + digits
    era = hit.has("era")
    value = digits.zfill(4)[:3]
    return Meaning("DATE", edged(hit, Fixed(("BC" if era else "") + value)))


def edged(hit: Hit, base: Expr) -> Expr:
    """The base, trimmed where the hit starts (after "the") with early, mid or late."""
    first, last = hit.span
    for index in range(first, min(first + 2, last)):
        word = hit.tokens.word(index).lower()
        if word in ("earlier", "later"):
            return Trimmed(base, None)
        if hit.tokens.codes[index] in ALPHABET.members("edge"):
            return Trimmed(base, ALPHABET.value("edge", word))
    return base


@rule("century")
def _century(hit: Hit) -> Meaning | None:
    number = ordinal(hit.word("n"))
    if not number or number > 22:
        return None
    era = hit.has("era")
    return Meaning("DATE", edged(hit, Fixed(f"{'BC' if era else ''}{number - 1:02}")))


@rule("quarter")
def _quarter(hit: Hit) -> Meaning | None:
    number = int(hit.word("q")[1]) if hit.has("q") else ordinal(hit.word("n"))
    if number is None or not 1 <= number <= 4:
        return None
    by = -1 if hit.has("back") else hit.direction()
    return Meaning("DATE", YearPart(f"Q{number}", number_of_year(hit), by))


@rule("half-year")
def _half_year(hit: Hit) -> Meaning | None:
    by = hit.direction() if hit.has("dir") else None if hit.has("y") else 0
    return Meaning("DATE", YearPart("H1" if hit.word("n") == "first" else "H2", number_of_year(hit), by))


@rule("season")
def _season(hit: Hit) -> Meaning | None:
    season = hit.value("s", "season")
    directed = hit.has("dir")
    number = number_of_year(hit)
    before = hit.around(-1)
    if before in ("“", '"', "‘", "'"):
        before = hit.around(-2)
    bare = hit.span[1] - hit.span[0] == 1
    text = hit.text()
    if (
        bare
        and season in ("FA", "SP")
        and before not in ("in", "by", "until", "since", "during", "last", "next", "this", "each", "every")
    ):
        return None
    if (
        number is None
        and not directed
        and text.split()[-1].lower() == "fall"
        and before not in ("in", "by", "until", "since", "during")
    ):
        return None
    if (
        number is None
        and bare
        and hit.around(1) in ("olympics", "olympic", "games", "palace", "paralympics", "festival")
    ):
        return None
    direction = hit.direction()
    era = hit.has("era")
    return Meaning("DATE", edged(hit, Season(season, number, direction, era)))


@rule("holiday")
def _holiday(hit: Hit) -> Meaning | None:
    first, last = hit.match.span("h")
    holiday = holidays.forms()[hit.tokens.text[hit.tokens.starts[first] : hit.tokens.ends[last - 1]]]
    direction = hit.direction()
    kind = hit.word("kind") or None
    return Meaning(
        "DATE", Feast(holiday, number_of_year(hit), direction, kind if kind in ("weekend", "week") else None)
    )


@rule("weekday")
def _weekday(hit: Hit) -> Meaning | None:
    direction = hit.direction()
    week = hit.direction("week")
    number = weekday_of(hit.word("w"))
    return Meaning("DATE", edged(hit, Weekday(number, direction, week)))


@rule("month-edge")
def _month_edge(hit: Hit) -> Meaning | None:
    era = hit.has("era")
    return Meaning("DATE", edged(hit, Calendar(number_of_year(hit), int(hit.value("m", "month")), before_christ=era)))


@rule("year-edge")
def _year_edge(hit: Hit) -> Meaning | None:
    number = number_of_year(hit)
    era = hit.has("era")
    if number is None or not (era or 1500 <= number <= 2100):
        return None
    return Meaning("DATE", edged(hit, Calendar(number, before_christ=era)))


@rule("limit")
def _limit(hit: Hit) -> Meaning | None:
    number = number_of_year(hit)
    era = hit.has("era")
    base: Expr
    if hit.has("m"):
        direction = hit.direction()
        base = Calendar(number, int(hit.value("m", "month")), direction=direction, before_christ=era)
    elif hit.has("s"):
        base = Season(hit.value("s", "season"), number)
    elif hit.has("w"):
        digits = re.sub(r"\D", "", hit.word("w")).zfill(4)
        base = Fixed(("BC" if era else "") + ("19" + digits[2:] if digits < "0100" else digits)[:3])
    else:
        base = Calendar(number, before_christ=era)
    if hit.has("e"):
        return Meaning("DATE", Trimmed(base, hit.value("e", "limit")))
    return Meaning("DATE", _portion(base, hit.word("n"), hit.word("p") if hit.has("p") else "week"))


def _portion(base: Expr, which: str, part: str) -> Expr:
    parts = {"half": 2, "third": 3, "quarter": 4, "week": 4, "weekend": 4}.get(part, 3)
    if isinstance(base, Calendar) and base.month is None:
        parts = {"days": 36, "weeks": 8}.get(part, parts)
    last = which in ("last", "latter", "final") or (which == "second" and parts == 2)
    number = parts if last else {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(which, 1)
    return Trimmed(base, None, number, parts)
