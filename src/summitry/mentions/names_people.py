"""Who a name or a title means: the people of an article, by the lexicon, by each other, and by the article's date."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from summitry.lexicon import offices, people
from summitry.lexicon.offices import Tenure, Title
from summitry.lexicon.people import Person
from summitry.model.notes import Referent
from summitry.model.windows import Window

LEADING = frozenset({"head_of_state", "head_of_government", "monarch", "leader"})
_LEAD_OFFICES = ("leader", "head_of_state", "head_of_government", "monarch", "foreign_minister", "org_head")
NEAR_DAYS = 60
"""Days around the article's date within which somebody counts as in office: articles speak
of the elected and of the just gone."""
LIKE_WHOLE = 86
"""Least rapidfuzz ratio of two full names, given the same country. "Recep Tayip Erdogan" has 97 to the right spelling,
"Kim Jong Un" 82 to "Kim Jong Il"."""
LIKE_GIVEN = 78
"""Least rapidfuzz ratio of two given names with the same family name and the same office. "Madeline" has 94 to
"Madeleine", "Chuch" 80 to "Chuck", "Hillary" 55 to "Bill"."""

JUST_BEFORE = 450
"""Characters, about three sentences of the dev articles (which average 135), within which a family name alone still
means whom it last meant; further on it means the likeliest of those who bear it."""
LIKE_ALONE = 92
"""Least ratio of two full names where only the article's other states speak for it: "Madeline Albright" has 97."""


@dataclasses.dataclass(frozen=True)
class Cue:
    """What stands around a name: countries it is said to be of (alternatives), title, and whether no longer held."""

    countries: tuple[str, ...] = ()
    title: Title | None = None
    past: bool = False
    honorific: bool = False

    @property
    def office(self) -> str | None:
        if self.title is None:
            return None
        return f"former {self.title.title}" if self.past else self.title.title

    @property
    def country(self) -> str | None:
        if self.countries:
            return self.countries[0]
        return self.title.country if self.title else None


NO_CUE = Cue()


def title_of(text: str) -> Title | None:
    """The title that a form stands for, in the singular or the plural."""
    words = people.normal(text)
    return offices.titles().get(words) or offices.titles().get(words.removesuffix("s"))


@functools.cache
def _by_country() -> Mapping[str, tuple[Person, ...]]:
    grouped: dict[str, list[Person]] = {}
    for one in people.people():
        grouped.setdefault(one.country, []).append(one)
    return {country: tuple(found) for country, found in grouped.items()}


@dataclasses.dataclass(frozen=True)
class _Named:
    """Somebody whom the article names in full."""

    at: int
    person: str | None
    name: str
    cue: Cue


class Cast:
    """The people of one article. First told of all full names, then asked who a name or a title means."""

    def __init__(self, dct: Window | None, countries: Iterable[str]) -> None:
        self._dct = dct.widen(NEAR_DAYS, NEAR_DAYS) if dct else None
        self._day = dct
        self._countries = frozenset(countries)
        self._named: list[_Named] = []  # once for each country and office told with a name
        self._keys: set[tuple[str, str | None, str | None]] = set()
        self._people: set[str] = set()
        self._families: dict[str, list[_Named]] = {}
        self._said: dict[str, str] = {}
        self._told: dict[str, tuple[int, _Named]] = {}
        self._bearers: dict[str, _Named] = {}

    def add(self, at: int, ids: Sequence[str], name: str, cue: Cue) -> None:
        """A full name found at an offset: of the lexicon (`ids`), or not."""
        if not ids:
            ids = self._misspelt(name, cue)
        one = _Named(at, self.best(ids, cue) if ids else None, name, cue)
        key = (one.person or people.normal(name), cue.country, cue.office)
        if key in self._keys:
            return
        self._keys.add(key)
        if one.person and cue.office and not cue.past:
            self._said.setdefault(one.person, cue.office)
        self._named.append(one)
        if one.person:
            self._people.add(one.person)
        for family in self._family_words(one):
            self._families.setdefault(family, []).append(one)

    def add_alone(self, at: int, name: str, cue: Cue) -> None:
        """A family name with a title or honorific: whom it means, other mentions of the bare name mean too."""
        if people.normal(name) in self._families:
            return
        who = self._by_lexicon(name, cue)
        if who is not None and who.entity:
            self.add(at, (who.entity,), name, cue)

    def full(self, ids: Sequence[str], name: str, cue: Cue) -> Referent:
        """Who a full name means."""
        found = ids or self._misspelt(name, cue)
        if found:
            return self.referent(self.best(found, cue), cue)
        earlier = next((n for n in self._named if people.normal(n.name) == people.normal(name) and n.cue.country), None)
        known = cue if cue.country or earlier is None else earlier.cue
        return Referent(" ".join(name.split()), "person", None, known.country, cue.office or known.office)

    def names(self, text: str) -> bool:
        """Whether `text` is the family name, or the name, of somebody whom the article names in full."""
        return people.normal(text) in self._families

    def alone(self, name: str, cue: Cue, at: int) -> Referent | None:
        """Who a family name alone means, or None where nobody can be told."""
        inside = [n for n in self._families.get(people.normal(name), []) if self._agrees(n, cue)]
        if not inside:
            return self._by_lexicon(name, cue)
        titled = [n for n in inside if cue.title and self._titled(n, cue)]
        lately = None if titled else self._lately(name, at)
        one = lately if lately in inside and lately is not None else self._likeliest(titled or inside, at)
        led = titled or any(self._rank(n) > 1 for n in inside)
        leader = None if led else self._leader(name, cue)
        if leader is not None:
            return self.referent(leader, cue)
        self._told[people.normal(name)] = (at, one)
        self._bearers.setdefault(people.normal(name), one)
        return self.referent(one.person, cue) if one.person else self.full((), one.name, cue)

    def tell(self, who: Referent, at: int) -> None:
        """Notes that somebody was told of in full, or by office, at an offset; asked in the order of the text."""
        for family, named in self._families.items():
            one = next((n for n in named if (n.person and n.person == who.entity) or n.name == who.name), None)
            if one is not None:
                self._told[family] = (at, one)

    def titled(self, cue: Cue) -> Referent | None:
        """The first of those named in full who has the title of a cue, or None."""
        found = next((n for n in self._named if n.person and (self._titled(n, cue) or self._held(n.person, cue))), None)
        return self.referent(found.person, cue) if found and found.person else None

    def former(self, name: str, *, sure: bool) -> Referent | None:
        """Who once led a state, called `name` alone ("Obama" in 2018): the last such of a state that the article speaks
        of, or the only one called so. Where it is not `sure` that a person is named, both must hold."""
        called = people.people_of_family(name)
        spoken = [p for p in called if p.country in self._countries]
        alone = list(called) if len(called) == 1 else []
        found = (spoken or alone) if sure else [p for p in alone if p in spoken]
        latest = self._day.end if self._day else None
        led = [p for p in found if any(t.role in LEADING and _began(t, latest) for t in offices.tenures(p.id))]
        return self.referent(led[0].id, NO_CUE) if led else None

    def holder(self, cue: Cue, at: int) -> Referent | None:
        """Who holds (or held) the office that a title without a name speaks of, or None."""
        if cue.title is None or not cue.countries:
            return None
        role, titled = cue.title.role, cue.title.title
        inside = [n for n in self._named if n.person and self._held(n.person, cue)]
        held = [
            t
            for country in cue.countries
            for t in offices.holders(country, cue.title.form, None if cue.past else self._day)
        ]
        now = {t.person for t in held} if self._day and not cue.past else set()
        both = [n for n in inside if n.person in now]
        if both or (inside and not now):
            return self.referent(self._likeliest(both or inside, at).person or "", cue)
        said = [n for n in self._named if n.person is None and n.cue.country in cue.countries and n.cue.title]
        said = [n for n in said if n.cue.title and (n.cue.title.title == titled or n.cue.title.role == role)]
        if said:
            return self.full((), said[0].name, cue)
        if len(now) == 1:
            return self.referent(min(now), cue)
        return None

    def holds(self, who: Referent, cue: Cue) -> bool:
        """Whether somebody is told of with a title, or holds it about the article's date."""
        if cue.title is None:
            return False
        if who.office in {cue.office, cue.title.title, cue.title.form}:
            return True
        if who.entity is None or who.country is None or (cue.title.role == "leader" and cue.title.form != "leader"):
            return False
        return self._held(who.entity, dataclasses.replace(cue, countries=(who.country,)))

    def referent(self, person_id: str, cue: Cue) -> Referent:
        one = people.person(person_id)
        office = cue.office or self._office(person_id) or self._said.get(person_id)
        return Referent(one.name, "person", one.id, one.country, office)

    def best(self, ids: Sequence[str], cue: Cue) -> str:
        """The likeliest of several people of one name; the lexicon's first where nothing tells them apart."""
        return max(ids, key=lambda i: (self._score(i, cue), -ids.index(i)))

    def _office(self, person_id: str) -> str | None:
        held = offices.tenures(person_id)
        if self._day is not None:
            held = tuple(t for t in held if t.within(self._day))
        elif len({t.title for t in held}) > 1:
            held = ()
        ranked = sorted(held, key=lambda t: _LEAD_OFFICES.index(t.role) if t.role in _LEAD_OFFICES else 9)
        return ranked[0].title if ranked else None

    def _score(self, person_id: str, cue: Cue) -> int:
        one = people.person(person_id)
        held = offices.tenures(person_id)
        score = 0
        if cue.country:
            score += 3 if self._of_country(one, held, cue) else -6
        if cue.title and any(t.role == cue.title.role or t.title == cue.title.title for t in held):
            score += 2
        if person_id in self._people:
            score += 3
        if self._dct and any(t.within(self._dct) for t in held):
            score += 4 if not cue.past else 0
        if one.country in self._countries:
            score += 1
        if any(t.role in LEADING and t.within(self._dct) for t in held):
            score += 1
        return score

    def _of_country(self, one: Person, held: Sequence[Tenure], cue: Cue) -> bool:
        countries = cue.countries or ((cue.country,) if cue.country else ())
        return one.country in countries or any(t.country in countries for t in held)

    def _held(self, person_id: str, cue: Cue) -> bool:
        """Whether somebody holds the office of a cue about the article's date (ever, for a former one)."""
        title, window = cue.title, None if cue.past else self._dct
        return title is not None and any(
            t.within(window)
            and (not cue.countries or t.country in cue.countries)
            and (t.title == title.title or t.role == title.role or (title.role == "leader" and t.role in LEADING))
            for t in offices.tenures(person_id)
        )

    def _agrees(self, one: _Named, cue: Cue) -> bool:
        if not cue.country:
            return True
        if one.person is None:
            return one.cue.country in {None, *cue.countries}
        person = people.person(one.person)
        return self._of_country(person, offices.tenures(one.person), cue)

    def _likeliest(self, found: Sequence[_Named], at: int) -> _Named:
        """Leaders in office first, then who was named last before, then who is named first after."""
        return max(found, key=lambda n: (self._rank(n), n.at <= at, n.at if n.at <= at else -n.at))

    def _rank(self, one: _Named) -> int:
        if one.person is None:
            return 0
        held = [t for t in offices.tenures(one.person) if t.within(self._dct)]
        return 1 + any(t.role in LEADING for t in held)

    def _by_lexicon(self, name: str, cue: Cue) -> Referent | None:
        """Somebody in the lexicon who is called so alone: in office about then, and spoken of by title, country, or
        as somebody who leads a state that the article speaks of. A bare name does not mean kin without an office."""
        called = people.people_of_family(name)
        held = [one for one in called if offices.tenures(one.id)]
        ranked = sorted(((self._score(one.id, cue), one) for one in held or called), key=lambda s: (-s[0], s[1].id))
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        score, one = ranked[0]
        supported = cue.title is not None or cue.honorific or bool(cue.countries)
        leads = any(t.role in LEADING and t.within(self._dct) for t in offices.tenures(one.id))
        needed = 4 if supported and self._dct else 2 if supported else 6 if self._dct else 99
        if self._dct and (len(ranked) == 1 or cue.title):
            needed -= 1  # nobody else is called so, or somebody who no longer has the title
        return self.referent(one.id, cue) if score >= needed and (supported or leads) else None

    def _lately(self, name: str, at: int) -> _Named | None:
        """Who was last told of under a family name, if just before `at`; nobody takes it from a leader whom the article
        has called by it alone ("Kim" stays Kim Jong Un when his sister is named)."""
        last, bearer = self._told.get(people.normal(name)), self._bearers.get(people.normal(name))
        if bearer is not None and self._rank(bearer) > 1:
            return None
        return last[1] if last and 0 <= at - last[0] <= JUST_BEFORE else None

    def _titled(self, one: _Named, cue: Cue) -> bool:
        """Whether somebody is told of with the title of a cue, somewhere in the article."""
        title = cue.title
        same = [n for n in self._named if n.name == one.name or (n.person and n.person == one.person)]
        return title is not None and any(n.cue.title and n.cue.title.title == title.title for n in same)

    def _leader(self, name: str, cue: Cue) -> str | None:
        """The one person called `name` who leads, about then, a state that the article speaks of: whom news calls by
        the family name though it names only kin in full ("Trump" beside "Ivanka Trump")."""
        found = [
            one.id
            for one in people.people_of_family(name)
            if one.country in self._countries and self._agrees(_Named(0, one.id, name, NO_CUE), cue)
            if any(t.role in LEADING and t.within(self._dct) for t in offices.tenures(one.id))
            if self._dct or self._score(one.id, Cue((), cue.title)) > self._score(one.id, NO_CUE)
        ]
        return found[0] if len(found) == 1 else None

    def _family_words(self, one: _Named) -> tuple[str, ...]:
        if one.person:
            person = people.person(one.person)
            forms = (people.normal(person.family), *(people.normal(s) for s in person.short))
            last = forms[0].split()[-1]
            said = people.normal(one.name).split()[-1]
            return tuple(dict.fromkeys((*forms, last, *((said,) if not person.family_first else ()))))
        words = one.name.split()
        last, first = people.normal(words[-1]), people.normal(words[0])
        if len(words) == 3:
            return last, first, people.normal(" ".join(words[1:]))
        return (last, first) if "-" in words[-1] else (last,)

    def _misspelt(self, name: str, cue: Cue) -> tuple[str, ...]:
        """A lexicon name that `name` misspells, where country or office speak for it: at most one."""
        said = people.normal(name)
        words = said.split()
        if len(words) < 2:
            return ()
        scored = []
        for one in self._neighbours(words, cue):
            whole = fuzz.ratio(said, people.normal(one.name))
            if self._close(one, words, whole, cue):
                scored.append((whole, self._score(one.id, cue), one.id))
        scored.sort(key=lambda s: (-s[0], -s[1], s[2]))
        return (scored[0][2],) if scored else ()

    def _neighbours(self, words: Sequence[str], cue: Cue) -> list[Person]:
        found = {one.id: one for word in (words[0], words[-1]) for one in people.people_of_family(word)}
        for country in cue.countries:
            found.update((one.id, one) for one in _by_country().get(country, ()))
        return list(found.values())

    def _close(self, one: Person, words: Sequence[str], whole: float, cue: Cue) -> bool:
        held = offices.tenures(one.id)
        role = cue.title is not None and any(t.role == cue.title.role or t.title == cue.title.title for t in held)
        country = bool(cue.country) and self._of_country(one, held, cue)
        if cue.country and not country:
            return False
        if one.family_first:
            # Two of three syllables agree between many pairs of East Asian names: country and office must both agree.
            leads = cue.title is not None and cue.title.role in LEADING and any(t.role in LEADING for t in held)
            return country and (role or leads) and words[0] == people.normal(one.family) and whole >= 75
        if country and whole >= LIKE_WHOLE:
            return True
        same_family = words[-1] == people.normal(one.family)
        given = fuzz.ratio(words[0], people.normal(one.given).split(" ")[0])
        near = one.country in self._countries and whole >= LIKE_ALONE
        return same_family and given >= LIKE_GIVEN and (role or country or near)


def _began(tenure: Tenure, latest: str | None) -> bool:
    return latest is None or tenure.start <= latest
