"""What the encounter page shows beside the folded values: the words for each value, the ladder, who repeats whom."""

from __future__ import annotations

import collections
import dataclasses
import operator
from collections.abc import Callable, Iterator, Sequence

from summitry.model.claims import Account, Claim, Participant, StatusStep
from summitry.model.windows import Window
from summitry.record.sources import Sourcing
from summitry.record.spans import known_on, told
from summitry.record.status import quoted
from summitry.views import text
from summitry.views.queries import Shown
from summitry.views.web import words
from summitry.views.web.shelf import Opened


@dataclasses.dataclass(frozen=True)
class Support:
    """A value that claims give a field, and the claims."""

    value: str
    claims: tuple[Claim, ...]


@dataclasses.dataclass(frozen=True)
class Field:
    """A field as folded, with all values that claims give it, those of most claims first."""

    name: str
    value: str
    supports: tuple[Support, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of all claims that say something of it."""
        return tuple(claim.id for support in self.supports for claim in support.claims)

    @property
    def told(self) -> int:
        """How many claims say something of it."""
        return sum(len(support.claims) for support in self.supports)


@dataclasses.dataclass(frozen=True)
class Rung:
    """One article's word in the ladder. `day`: when it could be known, or None; `step`: the change of status that it
    brought, or None; `claim`: whose first words are shown."""

    day: str | None
    account: Account
    outlet: str
    step: StatusStep | None
    claim: Claim


@dataclasses.dataclass
class Branch:
    """Somebody in the tree of who repeats whom: those who repeat it are below; `articles` that end here."""

    name: str
    branches: dict[str, Branch] = dataclasses.field(default_factory=dict)
    articles: dict[str, str] = dataclasses.field(default_factory=dict)


def fields(shown: Shown) -> Iterator[Field]:
    """The fields of an encounter that anything is known of."""
    one = shown.encounter
    for who in one.participants:
        by = [claim for claim in shown.claims if any(_same(who, other) for other in claim.participants)]
        supports = (Support("named so or meant", tuple(by)),) if by else ()
        yield Field(who.role, words.participant(who), supports)
    place = words.label(text.where(one.place) or "not said")
    yield Field("where", place, _supports(shown.claims, lambda claim: text.where(claim.place)))
    yield Field("when", words.when(one), _supports(shown.claims, _when))
    for name, value in (("transport", one.transport), ("purpose", _purpose(shown.claims))):
        if value:
            yield Field(name, words.label(value), _supports(shown.claims, operator.attrgetter(name)))


def ladder(opened: Opened, shown: Shown) -> tuple[Rung, ...]:
    """What each article said, in record time, undated ones first as in the fold of the status."""
    steps = {step.claim: step for step in shown.encounter.status_history}
    claims = {claim.id: claim for claim in shown.claims}
    rungs = []
    for account in shown.accounts:
        filed = opened.articles[account.article]
        step = next((steps[claim] for claim in account.claims if claim in steps), None)
        claim = claims[step.claim if step else account.claims[0]]
        outlet = filed.article.outlet or filed.article.title or account.article
        rungs.append(Rung(known_on(filed.date), account, outlet, step, claim))
    return tuple(sorted(rungs, key=lambda rung: (rung.day or "", rung.step is None, rung.account.article)))


def judged(shown: Shown) -> tuple[StatusStep, ...]:
    """Steps of the history that people's corrections brought."""
    return tuple(step for step in shown.encounter.status_history if step.said_by.endswith("(judgement)"))


def repeats(opened: Opened, shown: Shown) -> Branch:
    """Who repeats whom on an encounter: the origins at the top, the articles at the ends."""
    filed = [opened.articles[account.article] for account in shown.accounts]
    sourcing = Sourcing.of(filed)
    root = Branch("")
    for claim in shown.claims:
        passed = claim.attribution if quoted(claim) is not None else ()
        own = 1 if passed and passed[0].kind in ("author", "outlet") else 0
        names = [link.source for link in reversed(passed[own:])] or [o.name for o in sourcing.origins(claim)[:1]]
        publisher = sourcing.publishers[claim.article].name
        branch = root
        for name in dict.fromkeys([*names, publisher]):
            branch = branch.branches.setdefault(name, Branch(name))
        article = opened.articles[claim.article].article
        branch.articles.setdefault(claim.article, article.title or claim.article)
    return root


def _supports(claims: Sequence[Claim], value: Callable[[Claim], str | None]) -> tuple[Support, ...]:
    found: dict[str, list[Claim]] = collections.defaultdict(list)
    for claim in claims:
        given = value(claim)
        if given:
            found[words.label(given)].append(claim)
    ordered = sorted(found, key=lambda given: (-len(found[given]), given))
    return tuple(Support(given, tuple(found[given])) for given in ordered)


def _when(claim: Claim) -> str | None:
    window: Window | None = told(claim)
    if claim.start is not None:
        same = claim.end is None or claim.end == claim.start
        return words.day(claim.start) if same else words.span(claim.start, str(claim.end))
    return words.window(window) if window is not None else None


def _purpose(claims: Sequence[Claim]) -> str | None:
    given = collections.Counter(claim.purpose for claim in claims if claim.purpose)
    return min(given, key=lambda purpose: (-given[purpose], purpose)) if given else None


def _same(one: Participant, other: Participant) -> bool:
    return one.name == other.name or (one.entity is not None and one.entity == other.entity)
