"""Rules for times by counting: deictic words, units ago and to come, durations, sets, times of day, references."""

from __future__ import annotations

from summitry.mentions.times_dates import calendar_date, edged, number_of_year, ordinal, valid_day, weekday_of
from summitry.mentions.times_exprs import (
    LATEST,
    Ago,
    Calendar,
    Expr,
    Fixed,
    Origin,
    PeriodOf,
    Same,
    Shift,
    Timed,
    Trimmed,
    Weekday,
    WeekOf,
    Within,
)
from summitry.mentions.times_grammar import ALPHABET, Hit, Meaning, amount, rule
from summitry.mentions.times_values import duration_value

TOLD_ONLY = "told-reference"
"""The rule of words that only narratives date things by: TIMEX2, which they are annotated in, counts them, TIMEX3
does not."""


def unit_of(word: str) -> str:
    """The unit that a word names: "weeks" W, "minutes" TM."""
    for cls in ("unit", "units", "clock-unit", "clock-units"):
        try:
            return ALPHABET.value(cls, word)
        except KeyError:
            continue
    raise KeyError(f"expected a unit of the word table, got {word!r}")


def unit_in(hit: Hit, name: str = "u") -> str:
    word = hit.word(name)
    return {"night": "D", "nights": "D", "summers": "Y", "winters": "Y"}.get(word) or unit_of(word)


def quantity(hit: Hit) -> float | None:
    """The amount before a unit, None where it is vague or where nothing is said."""
    words = hit.words("n")
    for vague in (
        "few",
        "several",
        "many",
        "some",
        "numerous",
        "recent",
        "various",
        "number",
        "handful",
        "dozens",
        "countless",
    ):
        if vague in words:
            return None
    return amount(words)


@rule("deictic")
def _deictic(hit: Hit) -> Meaning | None:
    by = {"today": 0, "yesterday": -1, "tomorrow": 1}[hit.word("w")]
    words = hit.text().lower().split()
    if words[-2:-1] in (["before"], ["after"]):
        by *= 2
    if words[0].startswith("mid") and "afternoon" in words[0]:
        return Meaning("TIME", Timed(Shift("D", by), "TAF"))
    return Meaning("DATE", edged(hit, Shift("D", by)))


@rule("now")
def _now(hit: Hit) -> Meaning | None:
    if hit.text().lower() == "this time" and hit.around(-1) not in ("at", "by", "until", "since"):
        return None
    return Meaning("DATE", Fixed("PRESENT_REF"))


@rule("current")
def _current(hit: Hit) -> Meaning | None:
    return Meaning("DATE", Fixed("PRESENT_REF")) if hit.around(1) not in ("events", "affairs") else None


@rule("past-reference")
def _past(_: Hit) -> Meaning | None:
    return Meaning("DATE", Fixed("PAST_REF"))


@rule(TOLD_ONLY)
def _told_reference(hit: Hit) -> Meaning | None:
    if hit.lower == ["previously"] and hit.around(-1) not in (
        "",
        ",",
        ".",
        "had",
        "than",
        "was",
        "were",
        "have",
        "has",
    ):
        return None
    return Meaning("DATE", Fixed("FUTURE_REF" if hit.lower == ["future"] else "PAST_REF"))


_MODALS = frozenset({"will", "would", "may", "might", "could", "can", "should", "shall", "to"})


@rule("future-reference")
def _future(hit: Hit) -> Meaning | None:
    text = hit.text().lower()
    if text == "one day" and hit.around(-1) not in _MODALS:
        return None
    if (text == "soon" and hit.around(-1) in ("as", "too", "very", "so", "how")) or (
        text == "soon" and hit.around(1) in ("after", "as", "became", "afterwards")
    ):
        return None
    return Meaning("DATE", Fixed("FUTURE_REF"))


@rule("unit")
def _unit_rule(hit: Hit) -> Meaning | None:
    unit = unit_of(hit.word("u"))
    words = [hit.tokens.word(i).lower() for i in range(*hit.span)]
    base: Expr
    if hit.has("twice"):
        if unit == "D":
            return None
        base = Shift(unit, -2 if hit.word("twice") == "before" else 2)
    elif hit.has("latest"):
        base = Shift(unit, -1)
    elif hit.has("dem"):
        base = Same(unit)
        if hit.word("dem") == "the":
            base = Shift(unit, 0) if unit != "D" else Same("D", or_now=True)
    else:
        base = _directed(hit.word("dir"), unit, "the" in words)
    if hit.has("e"):
        limit = next(w for w in hit.words("e") if w not in ("the", "very"))
        return Meaning("DATE", Trimmed(base, ALPHABET.value("limit", limit)))
    return Meaning("DATE", edged(hit, base))


def _directed(word: str, unit: str, definite: bool) -> Expr:
    by = int(ALPHABET.value("direction", word))
    told = word in ("following", "previous", "preceding", "subsequent", "prior", "ensuing") or (
        definite and word == "next"
    )
    return Shift(unit, by, "focus" if told else "dct")


@rule("half-of-unit")
def _half_of_unit(hit: Hit) -> Meaning | None:
    unit = unit_of(hit.word("u"))
    by = hit.direction() or 0
    if "week" in hit.text():
        return (
            Meaning("DATE", Trimmed(Shift(unit, by), None, min(ordinal(hit.word("n")) or 1, 4), 4))
            if unit == "M"
            else None
        )
    return Meaning("DATE", Trimmed(Shift(unit, by), None, 1 if hit.word("n") == "first" else 2, 2))


@rule("weekday-part")
def _weekday_part(hit: Hit) -> Meaning | None:
    direction = hit.direction()
    return Meaning("TIME", Timed(Weekday(weekday_of(hit.word("w")), direction), part_value(hit.word("p"))))


def part_value(word: str) -> str:
    """The TIMEX3 time of a part of the day: "morning" TMO, "noon" T12:00."""
    try:
        return "T" + ALPHABET.value("part", word)
    except KeyError:
        return ALPHABET.value("point", word)


@rule("part-of-day")
def _part_of_day(hit: Hit) -> Meaning | None:
    if hit.word("w") == "tonight":
        return Meaning("TIME", Timed(Shift("D", 0), "TNI"))
    time = "TMO" if hit.has("hours") else part_value(hit.word("p"))
    base: Expr | None = None
    if hit.has("m"):
        month, day = int(hit.value("m", "month")), ordinal(hit.word("d"))
        if not valid_day(month, day):
            return None
        base = Calendar(number_of_year(hit) if hit.has("y") else None, month, day)
    elif hit.has("w"):
        base = Weekday(weekday_of(hit.word("w")))
    elif hit.has("day"):
        base = Shift("D", {"today": 0, "yesterday": -1, "tomorrow": 1}[hit.word("day")])
    elif hit.has("dir"):
        base = Shift("D", -1 if hit.word("dir") == "last" else 0)
    elif hit.has("next"):
        base = Shift("D", 1, "focus")
    elif hit.has("dem"):
        base = Same("D")
    elif hit.span[1] - hit.span[0] == 1 and not _lone_part(hit):
        return None
    return Meaning("TIME", Timed(base, time))


def _lone_part(hit: Hit) -> bool:
    before = hit.around(-1)
    if ALPHABET.knows("point", hit.word("p")):
        return before in ("at", "by", "until", "till", "before", "after", "around", "about", "since")
    leads = ("in", "at", "by", "during", "the", "all", "every", "until", "of", "that", "overnight")
    return hit.word("p") == "overnight" or before in leads


@rule("clock")
def _clock(hit: Hit) -> Meaning | None:
    time = _clock_value(hit.word("h"), hit.word("p") if hit.has("p") else hit.word("part") if hit.has("part") else "")
    if time is None:
        return None
    base: Expr | None = None
    for name in ("w", "w0"):
        if hit.has(name):
            base = Weekday(weekday_of(hit.word(name)))
    if hit.has("day"):
        base = Shift("D", {"today": 0, "yesterday": -1, "tomorrow": 1}[hit.word("day")])
    if hit.has("m"):
        month, day = int(hit.value("m", "month")), ordinal(hit.word("d"))
        if not valid_day(month, day):
            return None
        base = Calendar(number_of_year(hit) if hit.has("y") else None, month, day)
    if not (hit.has("p") or hit.has("part") or ":" in hit.word("h") or hit.span[1] - hit.span[0] > 1):
        return None
    return Meaning("TIME", Timed(base, time))


def _clock_value(word: str, half: str) -> str | None:
    if word.isalpha():
        hours, minutes = int(amount([word]) or 0), "00"
    elif ":" in word:
        hours, minutes = int(word.split(":", maxsplit=1)[0]), word.split(":")[1]
    elif len(word) > 2:
        hours, minutes = int(word[:-2]), word[-2:]
    else:
        hours, minutes = int(word), "00"
    late = half[:1] == "p" or half in ("afternoon", "evening")
    hours = (
        hours + 12 if late and hours < 12 else 0 if half[:1] == "a" and half != "afternoon" and hours == 12 else hours
    )
    return f"T{hours:02}:{minutes}" if hours <= 24 and int(minutes) < 60 else None


@rule("ago")
def _ago(hit: Hit) -> Meaning | None:
    how = hit.word("how")
    stops = ("", ".", ",", ";", ")", "”", '"', "and", "but", "in", "when", "on", "at")
    if how in ("before", "after", "prior") and hit.around(1) not in stops:
        return None
    number = quantity(hit) if hit.has("n") else None
    if not hit.has("n") and "a" in hit.text().lower().split()[:1]:
        number = 1
    sign = -1 if how in ("ago", "earlier", "previously", "prior", "before", "beforehand") else 1
    origin: Origin = "dct" if how in ("ago", "hence", "from") else "focus"
    return Meaning("DATE", Ago(number, unit_in(hit), origin, sign))


@rule("year-ago")
def _year_ago(hit: Hit) -> Meaning | None:
    text = hit.text().lower()
    if hit.has("y"):
        return Meaning("DATE", PeriodOf(number_of_year(hit) or 0))
    if hit.has("back"):
        return Meaning("DATE", Ago(1, "Y", "dct"))
    if "latest" in text or "corresponding" in text or "same" in text:
        return Meaning("DATE", Shift("Q", LATEST))
    return Meaning("DATE", Ago(1, "Y", "dct"))


@rule("bare-unit")
def _bare_unit(hit: Hit) -> Meaning | None:
    if not hit.has("u"):
        return Meaning("DATE", Shift("Y", 0))
    unit = unit_of(hit.word("u"))
    before = hit.around(-1)
    if "fiscal" in hit.lower:
        return Meaning("DURATION", Fixed("P1Y"))
    if unit in ("Y", "Q", "M", "W") and hit.around(1) in ("ended", "ending"):
        return (
            Meaning("DURATION", Fixed(duration_value(1, unit))) if unit != "Q" else Meaning("DATE", Shift(unit, LATEST))
        )
    if unit in ("D", "CE", "DE") or hit.around(1) in ("-", "’s", "'s"):
        return None
    if unit in ("Y", "M", "W") and before in ("of",) and hit.around(1)[:1].isalpha():
        return None
    return Meaning("DATE", Shift(unit, LATEST if unit in ("Q", "WE") else 0))


@rule("week-of")
def _week_of(hit: Hit) -> Meaning | None:
    day = calendar_date(hit)
    return Meaning("DATE", WeekOf(day.expr)) if day else None


@rule("year-end")
def _year_end(hit: Hit) -> Meaning | None:
    unit = unit_of(hit.word("u"))
    by = hit.direction() or 0
    return Meaning("DATE", Trimmed(Shift(unit, by), "END"))


@rule("same-month")
def _same_month(hit: Hit) -> Meaning | None:
    month = int(hit.value("m", "month"))
    day = ordinal(hit.word("d")) if hit.has("d") else None
    if day is not None and not valid_day(month, day):
        return None
    words = hit.words("of")
    base: Expr = (
        Same("Y")
        if (words[0] in ("that", "the") and "same" in words) or words[0] == "that"
        else _directed(words[-2], "Y", "the" in words)
    )
    return Meaning("DATE", Within(base, month, day))


@rule("day-around")
def _day_around(hit: Hit) -> Meaning | None:
    if hit.has("side"):
        if hit.around(1)[:1].isalnum() and hit.word("side") != "following":
            return None
        unit = unit_of(hit.word("u")) if hit.has("u") else "D"
        return Meaning("DATE", Shift(unit, -1 if hit.word("side") == "before" else 1, "focus"))
    if hit.has("next") or hit.has("previous"):
        return Meaning("DATE", Shift("D", 1 if hit.has("next") else -1, "focus"))
    return None
