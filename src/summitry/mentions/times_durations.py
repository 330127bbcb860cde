"""Rules for lengths of time and for what comes again: durations, spans, vague plurals, sets."""

from __future__ import annotations

from summitry.mentions.times_exprs import Fixed, Span
from summitry.mentions.times_grammar import ALPHABET, Hit, Meaning, amount, rule
from summitry.mentions.times_units import part_value, quantity, unit_in, unit_of
from summitry.mentions.times_values import duration_value


@rule("span")
def _span(hit: Hit) -> Meaning | None:
    word = hit.word("dir") if hit.has("dir") else "recent"
    if word in ("final", "closing"):
        return Meaning("DURATION", Fixed(duration_value(quantity(hit) if hit.has("n") else None, unit_in(hit))))
    number = quantity(hit) if hit.has("n") and word != "recent" else None
    if any(w in ("to", "or") for w in hit.text().lower().split()) and "or so" not in hit.text().lower():
        number = None
    by = -1 if word == "recent" else int(ALPHABET.value("direction", word))
    unit = unit_in(hit)
    told = word in ("following", "previous", "preceding", "subsequent", "ensuing")
    return Meaning("DURATION", Span(number, unit, by or 1, "focus" if told else "dct"))


@rule("duration")
def _duration(hit: Hit) -> Meaning | None:
    words = hit.words("n") if hit.has("n") else ["half"]
    number = quantity(hit) if hit.has("n") else 0.5
    unit = unit_in(hit)
    if words == ["the"] or (words and words[0] in ("the",)):
        return None
    text = hit.text().lower()
    if len(words[0]) == 4 and words[0].isdecimal() and "to" in hit.lower:
        return None  # "in 2016 to 10 years in prison"
    if hit.lower[:2] == ["over", "the"] or (hit.word("u") == "quarters" and hit.around(-1) != "the"):
        return None
    if "old" in ((hit.around(1), hit.around(2)) if hit.around(1) in ("-", "‑") else (hit.around(1),)):
        return None
    if hit.word("u") == "seconds" and words == ["a"]:
        return None
    if "and a half" in text.replace("\n", " ") and "half" not in words and number is not None:
        number += 0.5
    if (
        number is None
        and words
        and words[-1] not in ("several", "few", "many", "some", "of", "numerous", "various", "recent", "countless")
    ):
        return None
    if words in (["a"], ["an"]) and unit in ("Y", "M", "W", "D", "TH") and _rate(hit):
        return Meaning("SET", Fixed(duration_value(1, unit)))
    mod = next((ALPHABET.value("approx", w) for w in text.split()[:1] if ALPHABET.knows("approx", w)), None)
    mod = {"more": "MORE_THAN", "less": "LESS_THAN", "fewer": "LESS_THAN"}.get(text.split()[0], mod)
    skip = _article(hit, number)
    return Meaning("DURATION", Fixed(_half_value(number, unit), None if skip else mod), skip)


def _article(hit: Hit, number: float | None) -> int:
    """How many words before a count are no part of it: "a" of "a two-day visit", "over" of "over several years"."""
    words = hit.lower
    skip = int(words[0] == "over" and words[1] not in ("a", "an", "one", "half"))
    if words[0] == "over" and words[1] in ("a", "an") and len(words) > 3:
        skip = 1
    several = number is None or number > 1
    if several and words[skip] in ("a", "an", "the") and words[skip + 1] not in _COUNTED_WITH_A and _single(hit):
        skip += 1
    return skip


_COUNTED_WITH_A = frozenset({"few", "couple", "number", "handful", "dozen", "pair", "half", "good", "score", "further"})


def _single(hit: Hit) -> bool:
    return ALPHABET.knows("unit", hit.word("u")) or ALPHABET.knows("clock-unit", hit.word("u"))


def _rate(hit: Hit) -> bool:
    before = hit.around(-1)
    return before[:1].isdigit() or before in (
        "%",
        "percent",
        "million",
        "billion",
        "times",
        "twice",
        "once",
        "thousand",
        "hundred",
        "cents",
        "dollars",
    )


def _half_value(number: float | None, unit: str) -> str:
    if number is not None and number % 1 == 0.5 and number > 1 and unit in ("Y", "TH", "TM"):
        whole, finer = int(number), {"Y": "6M", "TH": "30M", "TM": "30S"}[unit]
        return f"P{whole}Y{finer}" if unit == "Y" else f"PT{whole}{unit[1]}{finer}"
    if number == 0.5 and unit in ("Y", "TH", "DE"):
        return {"Y": "P6M", "TH": "PT30M", "DE": "P5Y"}[unit]
    return duration_value(number, unit)


@rule("plural")
def _plural(hit: Hit) -> Meaning | None:
    if not hit.has("u"):
        return Meaning("DURATION", Fixed("PXX" if "while" in hit.text() else "PXM"))
    word = hit.word("u")
    before = hit.around(-1)
    if (
        word in ("seconds", "secs", "mins", "quarters", "semesters", "hrs")
        or before in ("-", "these", "those", "old", "'s", "’s")
        or before[:1].isdigit()
        or (before == "of" and hit.around(-2) in ("matter", "hundreds", "thousands", "tens", "millions"))
        or hit.around(1) == "apart"
    ):
        return None
    if (
        hit.text().lower().endswith("long")
        and "-" in hit.text()
        and word in ("year", "month", "week", "day", "decade", "hour")
    ):
        return Meaning("DURATION", Fixed(duration_value(1, unit_of(word))))
    return Meaning("DURATION", Fixed(duration_value(None, unit_of(word))))


@rule("frequency")
def _frequency(hit: Hit) -> Meaning | None:
    value = hit.value("w", "frequency")
    named = hit.around(1) in ("news", "mail", "telegraph", "star", "beast", "express", "mirror", "times")
    return None if named or value == "P3M" else Meaning("SET", Fixed(value))


@rule("set")
def _set(hit: Hit) -> Meaning | None:
    if hit.has("u"):
        word = hit.text().lower().split()[0]
        if word == "a":
            return None
        number = amount(hit.words("n")) if hit.has("n") else 1
        if "other" in hit.text().lower().split():
            number = 2
        return Meaning("SET", Fixed(duration_value(number, unit_in(hit))))
    if hit.has("w") or hit.has("wds"):
        number = (
            int(ALPHABET.value("weekday", hit.word("w")))
            if hit.has("w")
            else int(ALPHABET.value("weekdays", hit.word("wds")))
        )
        return Meaning("SET", Fixed(f"XXXX-WXX-{number:g}"))
    if hit.has("m"):
        return Meaning("SET", Fixed(f"XXXX-{int(hit.value('m', 'month')):02}"))
    if hit.has("s"):
        return Meaning("SET", Fixed(f"XXXX-{hit.value('s', 'season')}"))
    return Meaning("SET", Fixed(f"XXXX-XX-XX{part_value(hit.word('p'))}"))


@rule("first-months")
def _first_months(hit: Hit) -> Meaning | None:
    return Meaning("DURATION", Fixed(duration_value(amount(hit.words("n")), unit_in(hit))))
