"""Clues to when an article was written: from outside its text, from printed dates, and from the dates that it tells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from summitry.mentions.dating_offices import FADING
from summitry.mentions.dating_printed import COPYRIGHT, FIRST_YEAR, LAST_YEAR, in_years
from summitry.mentions.dating_solve import Constraint, Solution
from summitry.mentions.times_context import tense_at
from summitry.mentions.times_words import cues
from summitry.model.notes import Basis, Timex
from summitry.model.text import Article, Quote
from summitry.model.windows import Window, shift_day

GIVEN, ADDRESS, METADATA, POSTED = 100, 95, 90, 70
"""Strengths of what dates the whole page."""

TOLD_DAY, TOLD_MONTH, TOLD_YEAR, TOLD_LOOSELY = 56, 54, 52, 20
"""Strengths of a time told as past: the page is no older. Loosely: without a tense near it."""

AHEAD, CALENDAR, CYCLE = 26, 44, 28
"""Strengths of a time told as ahead, of a weekday with a day of a month, of "last year's election"."""

YEAR_EARLY = 92
"""Days before a year begins from which on it is told of in the past tense, as budgets and plans are.
Measured on the dated articles of the bench: 287 of 289 such years hold with it, 282 without."""

RECENT_DAYS = 31
"""Days for which news names a past day with weekday, day and month: chosen, as the bench has three such articles."""

_HINTS: Mapping[str, tuple[Basis, int]] = {"given": ("given", GIVEN), "url": ("url", ADDRESS)}

PUBLISHED = frozenset({"json-ld datePublished", "meta article:published_time"})
"""Metadata that is the day of publication by its definition; other names are used for other days too."""


def outside_clues(article: Article) -> Iterator[Constraint]:
    """Dates that came with the page. One that says when it was changed or fetched only bounds it from above."""
    for hint in article.hints:
        basis, strength = _HINTS.get(hint.where, ("metadata", METADATA))
        window = _window(hint.value)
        if window is None:
            continue
        changed = re.search(r"modif|updat|crawl|retriev|revis", hint.where, re.IGNORECASE)
        if changed:
            yield Constraint((Window(None, window.end),), basis, strength - 15, f"{hint.where}: written by then")
        else:
            lower = 0 if hint.where in PUBLISHED or hint.where in _HINTS else 1
            yield Constraint((window,), basis, strength - lower, hint.where, day=window.days == 1)


def unread_hints(article: Article) -> Iterator[tuple[str, str]]:
    """Dates that came with the page and are none: where from, and why each is not heeded."""
    for hint in article.hints:
        if _window(hint.value) is None:
            wanted = f"expected YYYY, YYYY-MM or YYYY-MM-DD from {FIRST_YEAR} on, got {hint.value[:40]!r}"
            yield hint.where, f"left out: {wanted}"


_INLINE_LINKS = re.compile(r"(?<=[a-z.)])(?:[A-Z][a-z]|(?:19|20)\d\d )[^\n]{10,900}?\bMORE\b")


def own_spans(article: Article) -> list[tuple[int, int]]:
    """What the article says itself: headline, dateline and body without lists of links that stand inside a line.

    Such a list begins with a word that is glued to the one before it and ends with "MORE"; it is as old as the visit
    that saved the page, not as the article.
    """
    spans = []
    for block in article.blocks:
        if block.kind not in ("headline", "dateline", "body"):
            continue
        at = block.start
        for match in _INLINE_LINKS.finditer(article.text, block.start, block.end):
            spans.append((at, match.start()))
            at = match.end()
        spans.append((at, block.end))
    return [(start, end) for start, end in spans if start < end]


def _window(value: str) -> Window | None:
    match = re.match(r"(\d{4})(?:[-/]?(\d\d)(?:[-/]?(\d\d))?)?(?![\d/-])", value)
    if not match:
        return None
    try:
        window = Window.of("-".join(part for part in match.groups() if part))
    except ValueError:
        return None
    return window if FIRST_YEAR <= int(match.group(1)) <= LAST_YEAR else None


_TWEET = re.compile(r"[—–-]\s[^\n—]{1,60}\(@\w{1,20}\)\s*$")


def told_clues(article: Article, times: Sequence[Timex], spans: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    """Times with a year that the text tells as past or as ahead, and weekdays with a day of a month."""
    for time in times:
        block = article.block_at(time.start)
        if block is None or not (block.kind == "caption" or any(start <= time.start < end for start, end in spans)):
            continue
        quote = time.quotes[0]
        if time.anchor == "none" and time.window is not None and in_years(time.window) and "REF" not in time.value:
            yield from _dated(article, time, quote, caption=block.kind == "caption")
        elif (
            time.maker.rule in ("month-day", "range-day") and time.value.startswith("XXXX-") and block.kind != "caption"
        ):
            yield from _weekday_date(article, time, quote)


def _dated(article: Article, time: Timex, quote: Quote, caption: bool) -> Iterator[Constraint]:
    window = time.window
    if window is None or window.days is None or window.days > 366 or window.start is None or window.end is None:
        return
    before = article.text[max(0, time.start - 80) : time.start]
    if COPYRIGHT.search(before):
        return
    if _TWEET.search(before) or caption:
        why = "a post of that day is quoted" if not caption else "a picture of that day"
        granted = 0 if caption else 1  # a post bears the day of the reader's clock
        yield Constraint(
            (Window(shift_day(window.start, -granted), None),), "inferred", POSTED, f"written no earlier: {why}", quote
        )
        return
    told = told_as(article.text, time)
    if told == "future":
        yield Constraint((Window(None, window.end),), "inferred", AHEAD, "told as still ahead", quote)
    elif told == "past":
        strength = TOLD_DAY if window.days == 1 else TOLD_MONTH if window.days <= 31 else TOLD_YEAR
        early = YEAR_EARLY if window.days > 31 else 0
        bound = Window(shift_day(window.start, -early), None)
        yield Constraint((bound,), "inferred", strength, "told as past", quote)


_CLAUSE = re.compile(r"[.!?;:…\"“”()\n]|, (?:and|but|which|who|while|when)\b|--|—")
_LEAD = re.compile(
    r"(?:\b(?:in|on|since|of|from|during|after|until|by|late|early|for|last|this|and|to|the|before|at|around|mid)|[(,-])"
    r"\W{0,2}$",
    re.I,
)
_OPENING = re.compile(r"(?:^|[.!?][\"”’]?\s|\n)\s*(?:On|In|Back in|Since|After)\s+$")
_TO_YEAR = re.compile(r"\s?(?:to|through|until|-|–)\s?(?:19|20)\d\d\b")
_ATTACKS = re.compile(r"\s{0,2}(?:,? 2001,? )?(?:terror\w{0,4}\s)?(?:attack|hijack|commission|massacre)", re.I)
_PAST_AFTER = re.compile(
    r"(?!(?:[^.!?\n]{0,120}\b(?:will|would|could|may|might|should|can|is to|are to|plans?|hopes?)\b))"
    r"[^.!?\n]{0,120}\b"
    r"(?:was|were|had|said|told|met|went|came|took|made|held|gave|won|lost|became|began|left|[a-z]{3,20}ed)\b"
)
_AHEAD = cues("told-ahead")
_OPEN = cues("told-open")
_PAST = cues("told-past")
_ORDINARY = re.compile(
    r"\s*(?:-|['’]s\b|(?:\w+ ){0,2}(?:elections?|midterms?|campaign|race|budget|cycle|season|games|"
    r"olympics|ballot|primar|presidential|democrats|republicans|contenders|tax|fiscal|plan|world cup|model|target))",
    re.I,
)


def told_as(text: str, time: Timex) -> str | None:
    """Whether a clause tells a date as "past" or as "future"; None where it says neither for sure.

    Stricter than the tense that chooses a year: years are printed of budgets and elections to come in any tense.
    """
    left = text[max(0, time.start - 120) : time.start]
    if _ATTACKS.match(text, time.end) or (left.endswith("from ") and _TO_YEAR.match(text, time.end)):
        return None
    if _OPENING.search(left) and _PAST_AFTER.match(text, time.end):
        return "past"
    if not _LEAD.search(left) and not (time.window and time.window.days == 1):
        return None
    if (
        time.window is not None
        and time.window.days is not None
        and time.window.days > 31
        and _ORDINARY.match(text, time.end)
    ):
        return None
    cuts = list(_CLAUSE.finditer(left))
    words = re.findall(r"[A-Za-z]+", left[cuts[-1].end() :] if cuts else left)[-14:]
    for index in range(len(words) - 1, -1, -1):
        word, lower = words[index], words[index].lower()
        if index and words[index - 1].lower() in ("be", "being"):
            continue
        if lower in _AHEAD:
            return "future"
        if lower in _OPEN:
            return None
        if lower in _PAST or (
            len(lower) > 4 and lower.endswith("ed") and word.islower() and lower not in ("united", "need", "indeed")
        ):
            return "past"
    return None


_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)


def _weekday_date(article: Article, time: Timex, quote: Quote) -> Iterator[Constraint]:
    match = _WEEKDAY.match(quote.text)
    day = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", time.value)
    if not match or not day:
        return
    number = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(match.group(1).lower()) + 1
    tense = tense_at(article.text, time.start, time.end)
    tense = tense if told_as(article.text, time) == tense else None
    windows = []
    for year in range(FIRST_YEAR, LAST_YEAR):
        try:
            found = datetime.date(year, int(day.group(1)), int(day.group(2)))
        except ValueError:
            continue
        if found.isoweekday() == number:
            iso = found.isoformat()
            before, after = (
                (RECENT_DAYS, 0)
                if tense == "future"
                else (0, RECENT_DAYS)
                if tense == "past"
                else (RECENT_DAYS, RECENT_DAYS)
            )
            windows.append(Window(shift_day(iso, -before), shift_day(iso, after)))
    if windows:
        yield Constraint(
            tuple(windows), "inferred", CALENDAR, "the weekday falls on that day in few years", quote, recurs=True
        )


def day_clues(article: Article, times: Sequence[Timex]) -> Iterator[Constraint]:
    """Dates without a year: told as past, the article was written in the months after them; as ahead, before them."""
    for time in times:
        block = article.block_at(time.start)
        match = re.fullmatch(r"XXXX-(\d\d)(-\d\d)?", time.value)
        if block is None or block.kind != "body" or not match or time.relation in ("by", "until", "before"):
            continue
        told = told_as(article.text, time)
        if (told == "past" and not match.group(2)) or _YEAR_BEFORE.search(
            article.text[max(0, time.start - 80) : time.start]
        ):
            continue
        windows = []
        for year in range(FIRST_YEAR, LAST_YEAR) if told else ():
            try:
                days = Window.of(f"{year}-{match.group(1)}{match.group(2) or ''}")
            except ValueError:
                continue
            first, last = str(days.start), str(days.end)
            windows.append(
                Window(first, shift_day(last, PAST_YEAR))
                if told == "past"
                else Window(shift_day(first, -AHEAD_YEAR), last)
            )
        if windows:
            reason = "written after that day" if told == "past" else "written before that day"
            yield Constraint(tuple(windows), "inferred", UNDATED, reason, time.quotes[0], recurs=True)


PAST_YEAR, AHEAD_YEAR = 300, 180
"""Days for which a date without a year is told of after it, and before it. Measured on the dated articles of the bench:
right for 50 of 55 and 19 of 20 dates."""

_YEAR_BEFORE = re.compile(r"\b(?:19|20)\d\d\b[^.!?\n]*$")

UNDATED = 22
"""Strength of a date without a year."""

_CYCLES = (
    (
        re.compile(
            r"\b(?P<when>last|this|next) year['’]s\s+(?:\w+\s+){0,2}?(?:presidential\s+)?"
            r"(?:election|campaign|race|primary|primaries)\b",
            re.I,
        ),
        4,
        0,
    ),
    (re.compile(r"\b(?P<when>last|this|next) year['’]s\s+(?:\w+\s+){0,2}?midterms?\b", re.I), 4, 2),
)


def cycle_clues(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    """American elections spoken of by year: presidential ones fall in years that four divides, midterms two years
    later."""
    for pattern, every, rest in _CYCLES:
        for start, end in spans:
            for match in pattern.finditer(article.text, start, end):
                by = {"last": 1, "this": 0, "next": -1}[match.group("when").lower()]
                years = [y + by for y in range(FIRST_YEAR, LAST_YEAR) if y % every == rest]
                quote = article.quote(match.start(), match.end())
                windows = tuple(Window.of(str(y)) for y in years)
                yield Constraint(windows, "inferred", CYCLE, "the year of the election", quote, recurs=True)


CLOSENESS = 10
"""Strength of the weakest clue: how far behind the latest thing that it tells of an article may lie."""

REACHES = (("written no earlier: a post", 14), (FADING, 350))
"""Kind of the latest bound, and days that an article lies behind it at most. Measured on the dated articles of the
bench: all 63 whose latest bound is a post and all 70 with a thing that fades lie within. Pictures are of any age."""


def closeness_clues(solution: Solution) -> Iterator[Constraint]:
    """An upper bound from the latest lower bound: news keeps close to some of the latest things that it tells of."""
    start = solution.window.start
    latest = [clue for clue in solution.kept if start and clue.hull.start == start]
    if start is None:
        return
    for kind, days in REACHES:
        clue = next((clue for clue in latest if clue.reason.startswith(kind)), None)
        if clue is not None:
            reason = "news keeps close to the latest thing that it tells of"
            yield Constraint((Window(None, shift_day(start, days)),), "inferred", CLOSENESS, reason, clue.quote)
            return


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

TOP_CHARACTERS = 900
"""Code points of an article's own words near the top of which news names the day of the week on which it is written."""

SAME_DAY = 12
"""Strength of the day that the latest quoted post and the text agree on. Measured on the dated articles of the bench:
30 of 32 such articles were written on that day."""


def same_day_clues(article: Article, times: Sequence[Timex], spans: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    """The day of the latest quoted post, where the text speaks of that weekday as its own: near the top, of no day
    after
    it, and twice, or of no other weekday, or with two posts of that day."""
    full = [t for t in times if t.window and t.window.days == 1 and t.anchor == "none" and in_years(t.window)]
    latest = max(full, key=lambda t: (str(t.window and t.window.start), -t.start), default=None)
    if latest is None or latest.window is None or latest.window.start is None:
        return
    if not _TWEET.search(article.text[max(0, latest.start - 80) : latest.start]):
        return
    own = " ".join(article.text[start:end] for start, end in spans).lower()
    weekday = datetime.date.fromisoformat(latest.window.start).weekday()
    name, after = _DAYS[weekday], _DAYS[(weekday + 1) % 7]
    named = [match.start() for match in re.finditer(rf"\b{name}\b", own)]
    others = any(re.search(rf"\b{day}\b", own) for day in _DAYS if day != name)
    posts = sum(t.window == latest.window for t in full)
    sure = posts >= 2 or len(named) >= 2 or not others
    if named and named[0] < TOP_CHARACTERS and sure and not re.search(rf"\b{after}\b", own):
        reason = "the day of the latest post that it quotes, which it names as its own weekday"
        yield Constraint((latest.window,), "inferred", SAME_DAY, reason, latest.quotes[0], day=True)


def copyright_clues(article: Article) -> Iterator[tuple[Constraint, str]]:
    """Copyright years: rejected candidates, each with the reason."""
    for match in re.finditer(r"(?:©|\(c\)|copyright)[^\n\d]{0,20}((?:19|20)\d\d)(?!\d)", article.text, re.IGNORECASE):
        quote = article.quote(match.start(1), match.end(1))
        clue = Constraint((Window.of(match.group(1)),), "metadata", 0, "copyright year", quote)
        yield clue, "left out: a copyright year dates the site, not the article"
