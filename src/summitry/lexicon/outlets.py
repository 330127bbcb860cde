"""Outlets: agencies, papers, broadcasters, sites; whose state media they are, and how far they are relied on."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, cast
from urllib.parse import urlsplit

from summitry.lexicon.states import country_code, state_forms
from summitry.lexicon.tables import parts, read

OutletKind = Literal["agency", "newspaper", "broadcaster", "site", "magazine"]


@dataclasses.dataclass(frozen=True, order=True)
class Outlet:
    """An outlet. `id` is like "outlet:xinhua"; `country`: alpha-3 of where it is at home, None for those of
    international organisations; `state_of`: alpha-3 of the state whose media it is, or None; `reliability`: A to F of
    the Admiralty code, our own judgement, with its reason in `note`."""

    id: str
    name: str
    kind: OutletKind
    country: str | None
    state_of: str | None
    owner: str
    reliability: str
    note: str


@functools.cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets, by id."""
    return tuple(sorted(_outlet(row) for row in read("outlets")))


def outlet(outlet_id: str) -> Outlet:
    """The outlet of an id. Raises KeyError where the lexicon has none."""
    return _by_id()[outlet_id]


@functools.cache
def outlet_forms() -> Mapping[str, Outlet]:
    """Every name by its exact surface, with and without the article that belongs to it. See `is_risky_outlet_form`."""
    forms: dict[str, Outlet] = {}
    for row in read("outlets"):
        for text in (row["name"], *parts(row["forms"])):
            forms.setdefault(text, _outlet(row))
    for text, found in tuple(forms.items()):
        forms.setdefault(text.removeprefix("The "), found)
        if text.startswith("The "):
            forms.setdefault("the " + text.removeprefix("The "), found)
    return MappingProxyType(forms)


def is_risky_outlet_form(text: str) -> bool:
    """Whether a name of an outlet is also a common word or abbreviation ("Time", "Dawn", "The Nation", "SPA"):
    in running text it needs a cue beside it ("told", "reported", "news agency")."""
    return text.casefold().removeprefix("the ") in _risky()


def outlet_named(text: str) -> Outlet | None:
    """The outlet that `text` names, in any case, with or without "the", "news", "news agency", "newspaper", or None."""
    key = _key(text)
    plain = _ASIDE.sub("", key)
    known = _by_key()
    return known.get(key) or known.get(_bare(key)) or known.get(plain) or known.get(_bare(plain))


def outlet_of_url(url: str) -> Outlet | None:
    """The outlet that publishes at the host of an address ("https://www.reuters.com/world/..."), or None."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    labels = (host or "").lower().rstrip(".").split(".")
    hosts = _hosts()
    return next((hosts[end] for i in range(len(labels)) if (end := ".".join(labels[i:])) in hosts), None)


def state_media_of(text: str) -> str | None:
    """Alpha-3 code of the state whose media `text` speaks of without naming one, or None.

    Reads "Chinese state media", "North Korea's state-run television", "the official Syrian news agency".

    >>> state_media_of("North Korean state television")
    'PRK'
    """
    text = " ".join(text.split())
    for pattern in (_STATE_MEDIA, _MEDIA_OF_STATE):
        match = pattern.search(text)
        if match is None:
            continue
        words = [re.sub(r"['’]s?$", "", word) for word in match["whose"].split(" ")]
        for start, end in itertools.combinations(range(len(words) + 1), 2):
            code = _state_called(" ".join(words[start:end]))
            if code is not None:
                return code
    return None


_WHOSE = r"(?P<whose>(?:[A-Z][\w.]*['’]?s?[ -]){0,3}[A-Z][\w.]*(?:['’]s?)?)"
_OWNED = (
    r"(?i:(?:state|government|party|regime)(?:[ -](?:run|controlled|owned|sponsored|backed|funded|affiliated|linked))?"
    r"|official|semi-?official)"
)
_MEDIA = (
    r"(?:[A-Z][\w.-]* ){0,4}(?i:(?:news )?(?:media|television|tv|radio|agenc(?:y|ies)|broadcasters?|newspapers?|press"
    r"|dail(?:y|ies)|wire|outlets?|mouthpieces?|tabloids?|papers?))"
)
_STATE_MEDIA = re.compile(rf"{_WHOSE} (?:[a-z]\w+ )?{_OWNED} {_MEDIA}\b")
_MEDIA_OF_STATE = re.compile(rf"\b{_OWNED} {_WHOSE} {_MEDIA}\b")


def _state_called(text: str) -> str | None:
    form = state_forms().get(text)
    if form is not None and len(form.iso3) == 1 and form.kind in {"name", "short", "demonym", "capital"}:
        return form.iso3[0]
    return country_code(text)


def _key(text: str) -> str:
    text = re.sub(r"['’]s$", "", " ".join(text.casefold().replace("’", "'").split()).strip(" .,;:"))
    return re.sub(r"^(?:the|www\.) ?", "", text)


def _bare(key: str) -> str:
    return _TAIL.sub("", key)


_ASIDE = re.compile(r"\s*\([^()]*\)\Z|\s+[-–—|]\s+(?:news|online|world|us|uk|international)\Z")
"""What directories put behind an outlet's name: "CNN (Web News)", "New York Times - News"."""
_TAIL = re.compile(
    r"(?: (?:state )?(?:news agency|news service|news network|newswire|newspaper|magazine|news|daily|website|online"
    r"|television|tv|agency|radio))+$|\.com?$"
)


def _outlet(row: dict[str, str]) -> Outlet:
    kind = cast(OutletKind, row["kind"])
    country, state_of = row["country"] or None, row["state_of"] or None
    return Outlet(row["id"], row["name"], kind, country, state_of, row["owner"], row["reliability"], row["note"])


@functools.cache
def _by_id() -> dict[str, Outlet]:
    return {o.id: o for o in outlets()}


@functools.cache
def _by_key() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for text, named in outlet_forms().items():
        found.setdefault(_key(text), named)
    for text, named in outlet_forms().items():
        found.setdefault(_bare(_key(text)), named)
    return found


@functools.cache
def _hosts() -> dict[str, Outlet]:
    return {host: _outlet(row) for row in read("outlets") for host in parts(row["hosts"])}


@functools.cache
def _risky() -> frozenset[str]:
    return frozenset(row["text"].casefold().removeprefix("the ") for row in read("outlet_risky"))
