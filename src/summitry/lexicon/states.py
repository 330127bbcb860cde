"""States: names, demonyms, capitals and seats of power that stand for them, and compounds such as "Sino-Russian"."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, cast

from summitry.lexicon.tables import parts, read

StateKind = Literal["member", "observer", "partial", "territory", "historic"]
FormKind = Literal["name", "short", "demonym", "people", "compound", "capital", "metonym"]

JOINERS = "-‐‑–—/"
"""Characters that join the sides of a compound: hyphens, dashes, the slash."""

_COMPOUND_KINDS: frozenset[str] = frozenset({"name", "short", "demonym", "capital"})
_ABBREVIATION_LENGTH = 3
_SIDE_LENGTH = 60
"""Code points: no form that may be a side of a compound is longer (the tests say so)."""


@dataclasses.dataclass(frozen=True, order=True)
class State:
    """A state, territory or former state. `iso3`, `iso2`: ISO 3166-1 (3166-3 for former ones; XKX for Kosovo), `iso2`
    None where there is none; `capital`: as news writes it, None where there is none of its own."""

    iso3: str
    name: str
    capital: str | None
    iso2: str | None = None
    kind: StateKind = "member"


@dataclasses.dataclass(frozen=True)
class StateForm:
    """A way to write states. `iso3` holds one state; for a compound its sides; for a name that may mean several
    states ("Korea", "Congolese"; kind is not "compound") each of them, the likelier first.

    `context`: None, or what the article must be about for the form to hold ("korea" for "the North");
    `risky`: whether it often means something else ("Jordan", "Georgia", "Washington").
    """

    text: str
    iso3: tuple[str, ...]
    kind: FormKind
    context: str | None = None
    risky: bool = False


@functools.cache
def states() -> tuple[State, ...]:
    """All states, territories and former states, by alpha-3 code."""
    return tuple(
        sorted(
            State(r["iso3"], r["name"], r["capital"] or None, r["iso2"] or None, cast(StateKind, r["kind"]))
            for r in read("states")
        )
    )


def state(iso3: str) -> State:
    """The state of an alpha-3 code. Raises KeyError where the lexicon has none."""
    return _by_code()[iso3]


@functools.cache
def state_forms() -> Mapping[str, StateForm]:
    """Every form by its exact surface (case matters: "US" is a state, "us" is not), with and without the article.

    Compounds of two names ("US-China") are too many to list: see `compound` and `find_compounds`.
    """
    risky = {r["text"] for r in read("state_risky")}
    forms: dict[str, StateForm] = {}

    def add(text: str, iso3: tuple[str, ...], kind: FormKind, context: str | None = None) -> None:
        forms.setdefault(text, StateForm(text, iso3, kind, context, text in risky))

    for row in read("state_forms"):
        if row["kind"] != "prefix":
            add(row["text"], parts(row["states"]), cast(FormKind, row["kind"]), row["context"] or None)
    for text, iso3, kind in _regular_forms():
        add(text, (iso3,), kind)
    return MappingProxyType(forms)


def country_code(text: str) -> str | None:
    """Alpha-3 code for a name, official name, short name or ISO code ("S. Korea", "the Netherlands", "KP"), or None.

    Names in any case, codes and abbreviations of up to three letters in capitals. A name that may mean several states
    gives None.
    """
    text = " ".join(text.split())
    if text.isupper() and text in _codes():
        return _codes()[text]
    if len(text) <= _ABBREVIATION_LENGTH and not text.isupper():
        return None
    return _names().get(_folded(text))


def compound(text: str, known: Collection[str] = ()) -> tuple[str, ...] | None:
    """The states that a compound joins, in its order, or None where `text` is none.

    Reads a prefix or any two or more forms joined by a hyphen, dash or slash ("Sino-Japanese", "US-China",
    "U.S.–Russian", "North Korea-Russia", "US-Japan-South Korea") and the fixed ones ("inter-Korean", "cross-strait";
    "intra-Afghan" gives one state). A side that may mean several states is the first of them that is in `known`
    (alpha-3 codes that the article speaks of), else the likeliest.

    >>> compound("Sino-Korean", known={"PRK"})
    ('CHN', 'PRK')
    """
    text = " ".join(text.split())
    fixed = state_forms().get(text)
    if fixed is not None:
        return fixed.iso3 if fixed.kind == "compound" and fixed.context is None else None
    if not any(j in text for j in JOINERS):
        return None
    return _sides(text, known)


def find_compounds(text: str, known: Collection[str] = ()) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every compound in a running text with its start and end (half-open code points), longest first to match."""
    at = 0
    for joiner in re.finditer(f"[{JOINERS}]", text):
        if joiner.start() < at:
            continue
        start = _side_before(text, joiner.start(), at)
        if start is None:
            continue
        end = joiner.start()
        while end < len(text) and text[end] in JOINERS:
            further = _side_after(text, end + 1)
            if further is None:
                break
            end = further
        found = compound(text[start:end], known)
        if found is not None:
            yield start, end, found
            at = end


def _sides(text: str, known: Collection[str]) -> tuple[str, ...] | None:
    """Reads sides from the left, the longest first ("Guinea-Bissau-Senegal" has two)."""
    at, found = 0, list[str]()
    while at <= len(text):
        ends = [m.start() + at for m in re.finditer(f"[{JOINERS}]", text[at:])] + [len(text)]
        for end in reversed(ends):
            iso3 = side(text[at:end], known, first=at == 0)
            if iso3 is not None and end - at < len(text):
                if iso3 not in found:
                    found.append(iso3)
                at = end + 1
                break
        else:
            return None
    return tuple(found) if len(found) > 1 else None


def side(text: str, known: Collection[str] = (), *, first: bool = False) -> str | None:
    """The state that `text` names as a side of a compound, or None; `first` lets prefixes ("Sino") in."""
    codes = _side(" ".join(text.split()), first=first)
    return None if codes is None else next((code for code in codes if code in known), codes[0])


def _side(text: str, *, first: bool) -> tuple[str, ...] | None:
    if first and text in _prefixes():
        return _prefixes()[text]
    form = state_forms().get(text)
    return form.iso3 if form is not None and form.kind in _COMPOUND_KINDS and form.context is None else None


def _side_before(text: str, end: int, floor: int) -> int | None:
    """Start of the longest side that ends at `end` and begins with a word, not before `floor`."""
    for start in range(max(floor, end - _SIDE_LENGTH), end):
        boundary = start == 0 or not (text[start - 1].isalnum() or text[start - 1] in JOINERS + ".")
        if boundary and text[start].isalpha() and _opens(text[start:end]):
            return start
    return None


def _opens(text: str) -> bool:
    if text.lower().startswith("the "):
        return False
    return _side(text, first=True) is not None or text.lower() in _fixed_openings()


def _side_after(text: str, start: int) -> int | None:
    """End of the longest side, or last part of a fixed compound, that starts at `start` and ends with a word."""
    for end in range(min(len(text), start + _SIDE_LENGTH), start, -1):
        boundary = end == len(text) or not text[end].isalnum()
        if boundary and (_side(text[start:end], first=False) is not None or text[start:end].lower() in _fixed_ends()):
            return end
    return None


def _regular_forms() -> Iterator[tuple[str, str, FormKind]]:
    for row in read("states"):
        iso3 = row["iso3"]
        columns: tuple[tuple[FormKind, str], ...] = (
            ("name", row["name"]),
            ("name", row["official"]),
            ("short", row["others"]),
            ("demonym", row["adjectives"]),
            ("people", row["people"]),
        )
        for kind, cell in columns:
            for text in parts(cell):
                yield text, iso3, kind
                if kind == "demonym" and " " in text:
                    yield text.replace(" ", "-"), iso3, kind
                if kind in {"name", "short"} and (row["article"] or _is_official(text)):
                    yield f"the {text}", iso3, kind
                    yield f"The {text}", iso3, kind
    for row in read("states"):
        if row["kind"] != "historic":
            for text in (row["capital"], *parts(row["capitals"])):
                if text:
                    yield text, row["iso3"], "capital"


def _is_official(text: str) -> bool:
    return bool(re.search(r"(Republic|Kingdom|Federation|Union|State|Commonwealth|Principality|Sultanate)\b", text))


def _folded(text: str) -> str:
    return text.casefold().removeprefix("the ")


@functools.cache
def _by_code() -> dict[str, State]:
    return {s.iso3: s for s in states()}


@functools.cache
def _codes() -> dict[str, str]:
    return {code: s.iso3 for s in states() for code in (s.iso2, s.iso3) if code} | {"UK": "GBR", "EL": "GRC"}


@functools.cache
def _names() -> dict[str, str]:
    forms = (f for f in state_forms().values() if f.kind in {"name", "short"} and f.context is None)
    return {_folded(f.text): f.iso3[0] for f in forms if len(f.iso3) == 1}


@functools.cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    return {r["text"]: parts(r["states"]) for r in read("state_forms") if r["kind"] == "prefix"}


@functools.cache
def _fixed() -> tuple[tuple[str, str], ...]:
    """Opening and end of each fixed compound with a joiner: ("inter", "Korean")."""
    texts = (f.text for f in state_forms().values() if f.kind == "compound" and f.context is None)
    halves = (re.split(f"[{JOINERS}]", text.lower(), maxsplit=1) for text in texts)
    return tuple((half[0], half[1]) for half in halves if len(half) == 2)


@functools.cache
def _fixed_openings() -> frozenset[str]:
    return frozenset(opening for opening, _ in _fixed())


@functools.cache
def _fixed_ends() -> frozenset[str]:
    return frozenset(end for _, end in _fixed())
