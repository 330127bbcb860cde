"""Who says so: sources with their families, who repeats whom, and how far a record's word can be trusted."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from summitry.lexicon.outlets import Outlet, outlet_named, outlet_of_url
from summitry.lexicon.people import normal
from summitry.model.claims import Claim, Filed, Link, Status
from summitry.model.ids import content_id
from summitry.record.copies import originals
from summitry.record.status import AHEAD, OFF, is_party, quoted

RELIABILITY_UNKNOWN = "F"


Weighed = tuple[str, str, int, int]
"""A source's letter, why it has it, its settled claims, and those of them that were borne out."""


@dataclasses.dataclass(frozen=True, order=True)
class Source:
    """Somebody whose word the record holds.

    `kind`: outlet, agency, author, named_person, named_organisation or unnamed. `family`: those who share it speak with
    one voice: the government and state media of a state, the outlets of an owner; a source without relations is a
    family of its own. `country`: ISO 3166-1 alpha-3 or None. `reliability`: A to F of the Admiralty scale, F where it
    cannot be judged; `rule`: why, in words. `articles`: those that rest on its word. `repeats`: (article, the article
    or source that it repeats). `cases`: its claims that were settled since, of which `borne_out` proved right.
    """

    id: str
    name: str
    kind: str
    family: str
    country: str | None
    reliability: str
    articles: tuple[str, ...]
    repeats: tuple[tuple[str, str], ...]
    rule: str = ""
    cases: int = 0
    borne_out: int = 0


@dataclasses.dataclass(frozen=True, order=True)
class Origin:
    """Where a chain of attribution ends, before its articles are counted. `reliability`, `note`: as the lexicon has
    them, F and "" where it does not know the source."""

    name: str
    kind: str
    family: str
    country: str | None = None
    reliability: str = RELIABILITY_UNKNOWN
    note: str = ""

    @property
    def id(self) -> str:
        """The same for one source however it is written."""
        return content_id("source", self.kind == "unnamed", normal(self.name))


@dataclasses.dataclass(frozen=True)
class Sourcing:
    """What the record knows of its articles' sources: each article's publisher, printed origins, and original where it
    is a copy."""

    publishers: Mapping[str, Origin]
    credits: Mapping[str, tuple[Origin, ...]]
    originals: Mapping[str, str]

    @staticmethod
    def of(filed: Sequence[Filed]) -> Sourcing:
        """The sourcing of a set of articles."""
        return Sourcing(
            {f.article.id: publisher(f) for f in filed},
            {f.article.id: tuple(_named(c.name, "outlet") for c in f.article.credits) for f in filed},
            originals(filed),
        )

    def origins(self, claim: Claim) -> tuple[Origin, ...]:
        """Where a claim comes from: the innermost source that has a name, or the one who gives word of a nameless one;
        for the article's own word its printed origins, else the publisher of the article that it copies or of
        itself."""
        passed_on = claim.attribution if quoted(claim) is not None else ()
        for i, link in reversed(list(enumerate(passed_on))):
            somebody = not link.anonymous and (link.kind != "unnamed" or link.country is not None)
            if somebody and (i > 0 or link.kind not in ("author", "outlet")):
                return (origin_of(link),)
        first = self.originals.get(claim.article, claim.article)
        return self.credits.get(first) or self.credits.get(claim.article) or (self.publishers[first],)

    def families(self, claims: Iterable[Claim]) -> set[str]:
        """The families of all origins of some claims: how many independent voices there are."""
        return {origin.family for claim in claims for origin in self.origins(claim)}

    def outlets(self, articles: Iterable[str]) -> set[str]:
        """The publishers of some articles, by id."""
        return {self.publishers[a].id for a in articles}


def publisher(filed: Filed) -> Origin:
    """Who brought an article out: its outlet as given, else by its address, else the article itself."""
    article = filed.article
    if article.outlet:
        return _named(article.outlet, "outlet")
    if article.url:
        known = outlet_of_url(article.url)
        if known is not None:
            return _outlet(known)
        host = urlsplit(article.url).hostname
        if host:
            return _named(host.removeprefix("www."), "outlet")
    return Origin(article.id, "outlet", f"article {article.id}")


def origin_of(link: Link) -> Origin:
    """The source behind one link of a chain."""
    if link.anonymous or link.kind == "unnamed":
        official = link.country is not None and not link.anonymous
        family = f"state of {link.country}" if official else f"unnamed: {normal(link.source)}"
        return Origin(link.source, "unnamed", family, link.country)
    if link.kind in ("outlet", "agency"):
        return _named(link.source, link.kind)
    known = outlet_named(link.source)
    if known is not None and link.kind != "named_person":
        return _outlet(known)
    speaks = link.country is not None and (link.kind == "named_organisation" or link.entity is not None)
    family = f"state of {link.country}" if speaks else normal(link.source)
    return Origin(link.source, link.kind, family, link.country)


def sources(filed: Sequence[Filed], sourcing: Sourcing, weigh: Callable[[Origin], Weighed]) -> tuple[Source, ...]:
    """All sources that the articles print, name or rest on, by name. `weigh`: the letter, rule, settled and borne-out
    claims of one."""
    origins: dict[str, Origin] = {}
    articles: dict[str, set[str]] = {}
    repeats: dict[str, set[tuple[str, str]]] = {}

    def add(origin: Origin, article: str) -> None:
        origins[origin.id] = min(origins.get(origin.id, origin), origin)
        articles.setdefault(origin.id, set()).add(article)

    for one in filed:
        name = one.article.id
        mine = sourcing.publishers[name]
        add(mine, name)
        for printed in sourcing.credits[name]:
            add(printed, name)
            if printed.id != mine.id:
                repeats.setdefault(mine.id, set()).add((name, printed.name))
        if sourcing.originals[name] != name:
            repeats.setdefault(mine.id, set()).add((name, sourcing.originals[name]))
        for claim in one.claims:
            own = 1 if claim.attribution and claim.attribution[0].kind in ("author", "outlet") else 0
            for link in claim.attribution[own:]:
                if link.quote is not None or link.kind != "unnamed":
                    add(origin_of(link), name)
    rows = []
    for key, o in origins.items():
        letter, rule, settled, good = weigh(o)
        told, again = tuple(sorted(articles[key])), tuple(sorted(repeats.get(key, ())))
        rows.append(Source(key, o.name, o.kind, o.family, o.country, letter, told, again, rule, settled, good))
    return tuple(sorted(rows, key=lambda s: (normal(s.name), s.id)))


def reliability(claims: Sequence[Claim], sourcing: Sourcing) -> tuple[str, str]:
    """The Admiralty letter of an encounter's sources, and the rule in words: that of the best publisher or origin among
    them, by the lexicon's notes (how each fared on other encounters is told with the source)."""
    known = {o for c in claims for o in (*sourcing.origins(c), sourcing.publishers[c.article])}
    judged = sorted((o.reliability, o.name, o.note) for o in known if o.reliability != RELIABILITY_UNKNOWN)
    if not judged:
        return RELIABILITY_UNKNOWN, "none of its sources can be judged"
    letter, name, note = judged[0]
    return letter, f"the best of its sources that can be judged: {name}" + (f" ({note})" if note else "")


def credibility(status: Status, claims: Sequence[Claim], sourcing: Sourcing) -> tuple[int, str]:
    """The Admiralty figure (1 confirmed by others, 6 cannot be judged) for what an encounter's status says, from the
    claims that say it, and the rule in words."""
    families = sourcing.families(claims)
    parties = [c for c in claims if is_party(c)]
    if status in AHEAD:
        return (
            (2, "a party to it says so; still ahead")
            if status == "announced"
            else (6, "still ahead, no party's own word")
        )
    if status == "rumoured":
        return 4, "nobody answers for it"
    if status == "lapsed":
        return 3, "said not to have taken place, by no party"
    if len(families) > 1:
        return 1, f"{len(families)} independent origins agree"
    if status in OFF or parties:
        return 2, "a party to it says so; one origin"
    return 3, "one origin"


@functools.lru_cache(maxsize=8192)
def _named(name: str, kind: str) -> Origin:
    known = outlet_named(name)
    return _outlet(known) if known is not None else Origin(name, kind, normal(name))


def _outlet(known: Outlet) -> Origin:
    """An outlet with its family: its state's, its owner's where that has a name ("Gannett", not "private"), else its
    own."""
    kind = "agency" if known.kind == "agency" else "outlet"
    if known.state_of:
        family = f"state of {known.state_of}"
    else:
        named = known.owner[:1].isupper() or known.owner[:1].isdigit()
        family = normal(known.owner if named else known.name)
    return Origin(known.name, kind, family, known.country, known.reliability or RELIABILITY_UNKNOWN, known.note)
