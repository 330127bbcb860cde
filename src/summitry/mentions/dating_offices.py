"""Who held which office when, as clues to when an article was written: "President Obama" was not written before
2009."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from summitry.lexicon import people, tables
from summitry.mentions.dating_solve import Constraint
from summitry.model.text import Article, Quote
from summitry.model.windows import Window, first_day, last_day, shift_day

FORMER = frozenset(
    {"former", "ex", "then", "late", "onetime", "past", "previous", "erstwhile", "ex-", "then-", "outgoing"}
)
"""Words before a title: who bears it held it once."""

RANKS = frozenset({"general", "gen", "admiral", "colonel", "first", "dr", "mr", "mrs", "ms"})
"""Titles that outlast any office."""

AFTER_TENURE = frozenset({"former", "ex"})
"""Those that say that the tenure is over."""

NOT_YET = frozenset(
    {
        "future",
        "next",
        "incoming",
        "prospective",
        "deputy",
        "vice",
        "assistant",
        "shadow",
        "designate",
        "under",
        "lieutenant",
        "lt",
        "appointed",
        "elected",
    }
)
"""Words before a title that make it another title."""

TOP_ROLES = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "monarch", "leader"}
)
"""Roles whose holder is meant by any title for the role; of the others the lexicon knows too few."""

STARTED, STARTED_ALONE, IN_OFFICE, OVER, KNOWN = 60, 50, 30, 58, 62
"""Strengths: nobody bears a title before the tenure (less sure by a family name alone, which others bear too); most are
named with it during it only; "former" after it; and what nobody knew before a day."""

FADING = "nobody wrote of it before, and few long after"
"""The reason of a bound by a thing that soon leaves the news."""

GRACE_DAYS, OFTEN = (200, 60), 3
"""Days after a tenure for which its title is still printed without "former", where it is named seldom and where it is
named three times or more; measured on the dated articles of the bench: 94.7 % of 1,137 titles are printed
during the tenure, 96.4 % within these days."""

LEFT_EARLY = 14
"""Days before the last day of a tenure from which on "former" may stand: whoever resigns goes before the successor
comes."""

_WORD = re.compile(r"[A-Za-zÀ-ɏ][\w.'’-]*")
_NAME_WORDS = 4


@dataclasses.dataclass(frozen=True)
class Held:
    """A titled name in a text: what it may refer to, as windows of tenures."""

    office: str
    windows: tuple[Window, ...]
    start: int
    end: int
    prefix: str
    full: bool


@functools.cache
def _public() -> Mapping[str, tuple[tuple[str, str, Window], ...]]:
    """Title form -> (name, family name, tenure) of the public offices."""
    found: dict[str, list[tuple[str, str, Window]]] = defaultdict(list)
    for row in tables.read("public_offices"):
        window = Window(_first(row["start"]), _last(row["end"]))
        name = people.normal(row["name"])
        family = "" if row["alone"] == "no" else name.split()[-1]
        for title in tables.parts(row["titles"]):
            found[title].append((name, family, window))
    return {title: tuple(rows) for title, rows in found.items()}


@functools.cache
def _public_names() -> Mapping[str, tuple[Window, ...]]:
    found: dict[str, list[Window]] = defaultdict(list)
    for row in tables.read("public_offices"):
        found[people.normal(row["name"])].append(Window(_first(row["start"]), _last(row["end"])))
    return {name: tuple(windows) for name, windows in found.items()}


def public_tenures(name: str) -> tuple[Window, ...]:
    """The tenures of public offices of whoever bears a full name in normal form."""
    return _public_names().get(name, ())


def _first(prefix: str) -> str | None:
    return first_day(prefix).isoformat() if prefix else None


def _last(prefix: str | None) -> str | None:
    return last_day(prefix).isoformat() if prefix else None


@functools.cache
def _titles() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word of a title -> titles as words, longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for title in sorted({*people.title_words(), *_public()}):
        words = tuple(title.split())
        found[words[0]].append(words)
    return {first: tuple(sorted(titles, key=lambda t: (-len(t), t))) for first, titles in found.items()}


def titled(text: str, start: int, end: int) -> Iterator[Held]:
    """Every titled name of a stretch of text that somebody of the lexicon may bear, in order."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    lower = [_bare(w).lower() for w, _, _ in words]
    index = 0
    while index < len(words):
        title = (
            None
            if lower[index] in RANKS
            else next((t for t in _titles().get(lower[index], ()) if tuple(lower[index : index + len(t)]) == t), None)
        )
        if title is None:
            index += 1
            continue
        after = index + len(title)
        yield from _named(text, words, lower, index, after)
        index = after


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _named(
    text: str, words: Sequence[tuple[str, int, int]], lower: Sequence[str], index: int, after: int
) -> Iterator[Held]:
    title = " ".join(lower[index:after])
    names: list[str] = []
    at = after
    while at < len(words) and len(names) < _NAME_WORDS and words[at][0][:1].isupper():
        gap = text[words[at - 1][2] : words[at][1]]
        if gap.strip() or "\n" in gap:
            break
        names.append(_bare(words[at][0]).rstrip("."))
        at += 1
        if words[at - 1][0] != _bare(words[at - 1][0]):
            break
    for length in range(len(names), 0, -1):
        office, windows = _tenures(title, " ".join(names[:length]))
        if windows:
            prefix = next((w for w in reversed(lower[max(0, index - 3) : index]) if w in FORMER | NOT_YET), "")
            before = lower[index - 1] if index else ""
            prefix = before.split("-")[0] if before.split("-")[0] in FORMER else prefix
            yield Held(office, windows, words[index][1], words[after + length - 1][2], prefix, length > 1)
            return


@functools.lru_cache(maxsize=8192)
def _tenures(title: str, name: str) -> tuple[str, tuple[Window, ...]]:
    """The offices, as one key, and the tenures that a title before a name may mean."""
    wanted = people.normal(name)
    single = " " not in wanted
    offices = [
        (title, window)
        for full, family, window in _public().get(title, ())
        if wanted == full or (single and wanted == family)
    ]
    role = people.title_words().get(title)
    if role is not None:
        named = people.people_of_family(name) if single else people.people_named(name)
        held = [t for one in named for t in people.tenures(one.id)]
        exact = [t for t in held if people.normal(t.title) == people.normal(title) and t.role != "envoy"]
        if not exact and role in TOP_ROLES:
            exact = [t for t in held if t.role == role]
        offices.extend((f"{t.country}:{t.role}", Window(_first(t.start), _last(t.end))) for t in exact)
    windows = sorted({w for _, w in offices}, key=lambda w: (w.start or "", w.end or "9999-12-31"))
    return "|".join(sorted({office for office, _ in offices})), tuple(windows)


def office_clues(article: Article, spans: Sequence[tuple[int, int]]) -> list[Constraint]:
    """Clues from titled names and from names of things that nobody knew before a day."""
    groups: dict[tuple[str, tuple[Window, ...], bool], list[Held]] = defaultdict(list)
    for start, end in spans:
        for held in titled(article.text, start, end):
            if held.prefix not in NOT_YET and not _of_a_year(article.text, held):
                groups[(held.office, held.windows, held.prefix in FORMER)].append(held)
    latest = _latest_starts(groups)
    clues = []
    for (office, windows, former), found in sorted(groups.items(), key=lambda item: item[1][0].start):
        quote = article.quote(found[0].start, found[0].end)
        starts = [w.start for w in windows if w.start]
        ends = [w.end for w in windows if w.end]
        if former:
            over = found[0].prefix in AFTER_TENURE and len(ends) == len(windows)
            bound = min(ends) if over else min(starts, default=None)
            if bound:
                bound = shift_day(bound, -LEFT_EARLY) if over else bound
                reason = "written after that tenure ended" if over else "written after that tenure began"
                clues.append(Constraint((Window(bound, None),), "inferred", OVER, reason, quote))
            continue
        if starts:
            sure = STARTED if any(held.full for held in found) else STARTED_ALONE
            since = Window(min(starts), None)
            clues.append(Constraint((since,), "inferred", sure, "not written before that tenure began", quote))
        if ends and latest.get(office, "") <= max(w.start or "" for w in windows):
            strength = IN_OFFICE + min(len(found), 5)
            grace = GRACE_DAYS[len(found) >= OFTEN]
            during = tuple(window.widen(0, grace) for window in windows)
            clues.append(Constraint(during, "inferred", strength, "written during that tenure", quote, grace=grace))
    return [*clues, *_known_clues(article, spans)]


_YEAR_BEFORE = re.compile(r"\b(?:19|20)\d\d\s(?:\w+\s){0,2}$")
_YEAR_AFTER = re.compile(r"\s(?:in|of|during|back in)\s(?:19|20)\d\d\b")


def _of_a_year(text: str, held: Held) -> bool:
    """Whether a year beside a titled name says when the title was held: "presidential candidate John Kerry in 2004"."""
    return bool(_YEAR_BEFORE.search(text[max(0, held.start - 30) : held.start]) or _YEAR_AFTER.match(text, held.end))


def _latest_starts(groups: Mapping[tuple[str, tuple[Window, ...], bool], Sequence[Held]]) -> dict[str, str]:
    latest: dict[str, str] = {}
    for office, windows, _ in groups:
        latest[office] = max(latest.get(office, ""), min(w.start or "" for w in windows))
    return latest


@functools.cache
def _known() -> tuple[re.Pattern[str], Mapping[str, tuple[str, str]]]:
    rows = tables.read("first_known")
    since = {form: (row["since"], row["fades"]) for row in rows for form in tables.parts(row["forms"])}
    forms = "|".join(re.escape(form) for form in sorted(since, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)"), since


def known_things(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, Quote]]:
    """Things that nobody knew before a day: that day, and where one is named; one of each day."""
    return ((day, quote) for day, _, quote in _known_in(article, spans))


def _known_in(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str, Quote]]:
    pattern, since = _known()
    seen: set[str] = set()
    for start, end in spans:
        for match in pattern.finditer(article.text, start, end):
            day, fades = since[match.group()]
            if day not in seen:
                seen.add(day)
                yield day, fades, article.quote(match.start(), match.end())


def _known_clues(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    for day, fades, quote in _known_in(article, spans):
        reason = FADING if fades else "nobody wrote of it before"
        yield Constraint((Window(day, None),), "inferred", KNOWN, reason, quote)
