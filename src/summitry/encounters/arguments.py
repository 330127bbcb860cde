"""Who and where around a trigger, by frame: from a parsed sentence to drafts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence

from summitry.encounters.drafts import Side, Spot
from summitry.encounters.tree import Tree
from summitry.encounters.where import merged, spots_of
from summitry.encounters.who import Cast, Found, distinct
from summitry.lexicon.states import state
from summitry.lexicon.words import frame_words
from summitry.model.claims import Place, Role
from summitry.model.notes import Mention
from summitry.model.text import Quote

_LIGHT = frozenset(frame_words("light"))
_CARRIERS = _LIGHT | frozenset(frame_words("about"))
_ANNOUNCING = frozenset(frame_words("announcing"))
_PARTITIVE = frozenset(frame_words("partitive"))
_SPOT_NOUNS = frozenset(frame_words("spot"))
_HOLDING = frozenset(frame_words("holding"))
_AT_PLACE = frozenset({"in", "at", "near", "outside", "aboard"})
_TO_PLACE = frozenset({"to", "in", "into", "at", "through", "toward", "towards"})
_FOLLOW = 14
"""Tokens behind a noun trigger in which a preposition may still be its own though the parse hangs it elsewhere."""


@dataclasses.dataclass
class Arguments:
    """What a frame found: sides, places, verbs that carry the trigger, and whether a counterpart speaks for nobody."""

    sides: list[Side] = dataclasses.field(default_factory=list)
    spots: list[Spot] = dataclasses.field(default_factory=list)
    hosts: list[Side] = dataclasses.field(default_factory=list)
    support: list[int] = dataclasses.field(default_factory=list)
    stranger: bool = False

    def add(self, found: Found, *, places: bool = False) -> None:
        self.sides.extend(found.sides)
        self.stranger = self.stranger or found.stranger
        if places:
            self.spots.extend(s for m in found.mentions for s in spots_of(m))


@dataclasses.dataclass(frozen=True)
class Scene:
    """A sentence's parse with the article's mentions."""

    tree: Tree
    cast: Cast

    def who(self, indices: Iterable[int], role: Role = "attendee") -> Found:
        return self.cast.find(self.tree, indices, role)

    def places(self, indices: Iterable[int]) -> list[Spot]:
        """Places at the tokens, and those that say where they lie ("the Kremlin in Moscow", "the capital of Peru")."""
        found: list[Spot] = []
        for i in indices:
            mention = self.cast.at(self.tree, i)
            here = spots_of(mention) if mention is not None else []
            found.extend(here or self._capital(i))
            if not here and self.tree.lemma(i) not in _SPOT_NOUNS:
                found.extend(self.places(self.tree.children(i, "appos")))
                continue
            for k in self.tree.children(i, "appos", "npadvmod", "nmod", "compound", "poss", "prep"):
                if self.tree.tokens[k].dep != "prep":
                    found.extend(self.places([k]))
                elif self.tree.lemma(k) in ("in", "at", "of", "on", "near", "between"):
                    found.extend(self.places(self.tree.pobj(k)))
        return found


    def _capital(self, i: int) -> list[Spot]:
        """The city meant by a state's capital ("the Pakistani capital", "the capital of Peru")."""
        tree = self.tree
        if tree.lemma(i) != "capital":
            return []
        of = [k for prep, p in tree.preps(i) if prep == "of" for k in tree.pobj(p)]
        for k in [*tree.children(i, "amod", "compound", "nmod", "poss"), *of]:
            mention = self.cast.at(tree, k)
            countries = {r.country for r in mention.referents} if mention is not None else set()
            country = countries.pop() if len(countries) == 1 else None
            if mention is not None and country is not None and ":" not in country:
                place = Place(city=state(country).capital, country=country)
                return [Spot(place, Quote(tree.tokens[i].start, tree.tokens[i].end, tree.tokens[i].text))]
        return []


Frame = Callable[[Scene, int], Arguments]


def meet(scene: Scene, i: int) -> Arguments:
    """Subject and object, or "with", are sides."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i)))
    found.add(scene.who(tree.objects(i) if not tree.passive(i) else tree.grammatical_subject(i)))
    for prep, p in tree.preps(i):
        if prep in ("with", "between"):
            found.add(scene.who(tree.pobj(p)))
    found.spots.extend(_following(scene, i, _AT_PLACE)[1])
    if tree.tokens[i].dep == "acl" and len({s.participant.country for s in found.sides}) < 2:
        found.add(scene.who(_taker(tree, i)))
    return found


def _taker(tree: Tree, i: int) -> list[int]:
    """Who takes up the offer that an infinitive stands in: "Trump accepted Kim's offer to meet"."""
    noun = tree.head(i)
    verb = tree.head(noun) if noun is not None and tree.tokens[noun].dep == "dobj" else None
    return tree.subject(verb) if verb is not None else []


def see(scene: Scene, i: int) -> Arguments:
    """A person sees a person, and not as something or doing something."""
    tree = scene.tree
    judged = tree.children(i, "ccomp", "xcomp", "oprd") or any(prep == "as" for prep, _ in tree.preps(i))
    found = Arguments() if judged else meet(scene, i)
    people = {s.participant.country for s in found.sides if s.participant.kind == "person"}
    return found if len(people) > 1 else Arguments()


def visit(scene: Scene, i: int) -> Arguments:
    """Subject visits object: a place, or a person at home."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i), "visitor"))
    _visited(scene, tree.objects(i), found)
    for prep, p in tree.preps(i):
        if prep == "with":
            found.add(scene.who(tree.pobj(p), "visitor"))
    found.spots.extend(_following(scene, i, _AT_PLACE)[1])
    return found


def _visited(scene: Scene, objects: Iterable[int], found: Arguments) -> None:
    for k in objects:
        places = scene.places([k])
        if places:
            found.spots.extend(places)
            continue
        hosts = scene.who([k], "host")
        found.hosts.extend(hosts.sides)
        found.stranger = found.stranger or hosts.stranger


def go(scene: Scene, i: int) -> Arguments:
    """Subject goes to a place."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i), "visitor"))
    for prep, p in tree.preps(i):
        if prep in _TO_PLACE or (prep == "for" and tree.lemma(i) in ("head", "leave", "depart", "bind")):
            _visited(scene, tree.pobj(p), found)
        elif prep == "with":
            found.add(scene.who(tree.pobj(p), "visitor"))
    found.spots.extend(scene.places(k for k in tree.children(i, "dobj") if tree.lemma(i) == "reach"))
    return found


def leave(scene: Scene, i: int) -> Arguments:
    """Subject leaves (a place) for another."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i), "visitor"))
    for prep, p in tree.preps(i):
        if prep == "for":
            _visited(scene, tree.pobj(p), found)
    if not found.spots:
        found.spots.extend(_following(scene, i, frozenset({"for"}))[1])
    return found


def host(scene: Scene, i: int) -> Arguments:
    """Subject receives object."""
    tree, found = scene.tree, Arguments()
    hosts = scene.who(tree.subject(i), "host")
    found.hosts.extend(hosts.sides)
    found.add(scene.who(tree.objects(i), "visitor"))
    found.spots.extend(_following(scene, i, _AT_PLACE | {"to"})[1])
    return found


def invite(scene: Scene, i: int) -> Arguments:
    """Subject invites object to a place, or to visit one."""
    tree, found = scene.tree, Arguments()
    found.hosts.extend(scene.who(tree.subject(i), "host").sides)
    found.add(scene.who(tree.objects(i), "visitor"))
    for prep, p in tree.preps(i):
        if prep in ("to", "for", "into"):
            found.spots.extend(scene.places(tree.pobj(p)))
    for k in tree.children(i, "xcomp", "advcl", "ccomp"):
        found.spots.extend(scene.places(tree.objects(k)))
        for prep, p in tree.preps(k):
            if prep in _TO_PLACE:
                found.spots.extend(scene.places(tree.pobj(p)))
    return found


def expected(scene: Scene, i: int) -> Arguments:
    """Somebody is expected somewhere."""
    tree, found = scene.tree, Arguments()
    clauses = [k for k in tree.children(i, "xcomp", "ccomp") if k > i]
    if (tree.passive(i) or tree.tokens[i].pos == "ADJ") and not clauses:
        found.add(scene.who(tree.grammatical_subject(i), "visitor"))
        found.spots.extend(_following(scene, i, _AT_PLACE)[1])
    return found


def call(scene: Scene, i: int) -> Arguments:
    """Subject telephones object; a call between or with."""
    tree, found = scene.tree, Arguments()
    if tree.tokens[i].pos == "VERB":
        if tree.children(i, "oprd", "ccomp", "xcomp", "acomp", "prt"):
            return found
        found.add(scene.who(tree.subject(i)))
        found.add(scene.who(tree.objects(i)))
        return found
    return meeting(scene, i)


def talk(scene: Scene, i: int) -> Arguments:
    """Subject speaks with somebody; or those who are the subject, with each other."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i)))
    others = [p for prep, p in tree.preps(i) if prep in ("with", "to")]
    for p in others:
        found.add(scene.who(tree.pobj(p)))
    if not others and len({s.participant.country for s in found.sides}) < 2:
        return Arguments()
    found.spots.extend(_following(scene, i, _AT_PLACE)[1])
    return found


def presence(scene: Scene, i: int) -> Arguments:
    """Subject, somebody, is or has been somewhere."""
    tree, found = scene.tree, Arguments()
    if tree.children(i, "attr", "acomp", "ccomp", "xcomp"):
        return found
    found.sides.extend(s for s in scene.who(tree.subject(i), "visitor").sides if s.participant.kind == "person")
    if found.sides:
        found.spots.extend(_following(scene, i, _AT_PLACE | {"to"})[1])
    return found


def spend(scene: Scene, i: int) -> Arguments:
    """Subject spends time somewhere; or with somebody: officials with officials."""
    if all(prep != "with" for prep, _ in scene.tree.preps(i)):
        return presence(scene, i)
    found = talk(scene, i)
    people = {s.participant.country for s in found.sides if s.participant.kind == "person"}
    return found if len(people) > 1 else Arguments()


def attend(scene: Scene, i: int) -> Arguments:
    """Subject attends an event somewhere."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i), "visitor"))
    events = tree.objects(i) + [k for prep, p in tree.preps(i) if prep in ("in", "at") for k in tree.pobj(p)]
    for k in events:
        found.spots.extend(_modifier_places(scene, k))
        found.spots.extend(_own_preps(scene, k, _AT_PLACE)[1])
    for prep, p in tree.preps(i):
        if prep in ("in", "at"):
            found.spots.extend(scene.places(tree.pobj(p)))
    return found


def trip(scene: Scene, i: int) -> Arguments:
    """Somebody's trip to a place or with a person."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who((c for k in tree.children(i, "poss") for c in tree.conjuncts(k)), "visitor"))
    _premodifiers(scene, i, found, "visitor")
    if not found.sides:
        found.sides.extend(_as_visitors(_own_preps(scene, i, frozenset({"by", "of", "from"}))[0]))
    hosts, spots = _following(scene, i, frozenset({"with", "to", "in", "at"}))
    found.hosts.extend(hosts)
    found.spots.extend(spots)
    _owner(scene, i, found, "visitor", owned=bool(found.sides))
    return found


def _as_visitors(sides: Iterable[Side]) -> list[Side]:
    return [dataclasses.replace(s, participant=dataclasses.replace(s.participant, role="visitor")) for s in sides]


def meeting(scene: Scene, i: int) -> Arguments:
    """A meeting between, with, of; somebody's; X-Y summit."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(c for k in tree.children(i, "poss") for c in tree.conjuncts(k)))
    owned = bool(found.sides)
    _premodifiers(scene, i, found, "attendee")
    found.sides.extend(_following(scene, i, frozenset({"between", "among", "involving", "of"}))[0])
    owned = owned or len({s.participant.country for s in found.sides}) > 1
    sides, spots = _following(scene, i, frozenset({"with", "alongside", "against", "on"}) | _AT_PLACE)
    found.sides.extend(sides)
    found.spots.extend(spots)
    found.stranger = found.stranger or any(
        scene.who(tree.pobj(p)).stranger for prep, p in tree.preps(i) if prep in ("with", "between")
    )
    _owner(scene, i, found, "attendee", owned=owned)
    return found


def event(scene: Scene, i: int) -> Arguments:
    """A gathering: only its place; who attends stands elsewhere."""
    found = Arguments()
    found.spots.extend(_modifier_places(scene, i))
    found.spots.extend(_following(scene, i, _AT_PLACE)[1])
    return found


def invitation(scene: Scene, i: int) -> Arguments:
    """Somebody's invitation to somebody to a place."""
    tree, found = scene.tree, Arguments()
    found.hosts.extend(scene.who((c for k in tree.children(i, "poss") for c in tree.conjuncts(k)), "host").sides)
    for prep, p in tree.preps(i):
        if prep in ("to", "for"):
            places = scene.places(tree.pobj(p))
            found.spots.extend(places)
            if not places or prep == "for":
                found.sides.extend(scene.who(tree.pobj(p), "visitor").sides)
        elif prep in ("from", "by"):
            found.hosts.extend(scene.who(tree.pobj(p), "host").sides)
    return found if found.sides or found.spots else Arguments()


FRAMES: dict[str, Frame] = {
    "meet": meet, "visit": visit, "go": go, "leave": leave, "host": host, "invite": invite, "call": call, "talk": talk,
    "attend": attend, "trip": trip, "meeting": meeting, "event": event, "invitation": invitation, "expected": expected,
    "see": see, "presence": presence, "spend": spend,
}  # fmt: skip


def arguments(scene: Scene, i: int, frame: str) -> Arguments:
    """What stands around the trigger at token `i`, each side and place once."""
    found = FRAMES[frame](scene, i)
    found.sides = distinct(found.sides)
    found.spots = list(merged(found.spots))
    return found


def _premodifiers(scene: Scene, i: int, found: Arguments, role: Role) -> None:
    """Persons and states in front of the noun: "Trump-Kim summit", "Hanoi summit", "Pompeo visit", "Denmark trip"."""
    tree = scene.tree
    front = [k for c in tree.children(i, "compound", "amod", "nmod", "nummod", "poss", "det") for k in tree.subtree(c)]
    first = tree.tokens[min([i, *front])].start
    for mention in scene.cast.within(first, tree.tokens[i].start):
        if any(s.quote.start <= mention.start < s.quote.end for s in found.sides):
            continue
        spots = spots_of(mention) if len(mention.referents) == 1 else []
        people = scene.cast.find(tree, _tokens_of(tree, mention), role)
        person = any(s.participant.kind != "state" for s in people.sides)
        if person or len(mention.referents) > 1:
            found.sides.extend(people.sides)
        elif (spots and role == "visitor" and mention.form != "adjective") or (spots and _is_place(mention, spots[0])):
            found.spots.extend(spots)
        else:
            found.sides.extend(people.sides)


def _is_place(mention: Mention, spot: Spot) -> bool:
    """Whether a name in front of a meeting says where it is: a place, or a state that is a city ("Singapore summit")."""
    return mention.kind == "place" or (spot.place.city is not None and mention.form == "name")


def _tokens_of(tree: Tree, mention: Mention) -> list[int]:
    return [i for i, t in enumerate(tree.tokens) if mention.start <= t.start and t.end <= mention.end][-1:]


def _modifier_places(scene: Scene, i: int) -> list[Spot]:
    return scene.places(scene.tree.children(i, "compound", "nmod", "poss", "amod"))


def _own_preps(scene: Scene, i: int, wanted: frozenset[str]) -> tuple[list[Side], list[Spot]]:
    """Sides and places of the trigger's prepositions, and of a participle on it ("a meeting set for Friday with")."""
    sides: list[Side] = []
    spots: list[Spot] = []
    for holder in (i, *holding(scene.tree, i)):
        for prep, p in scene.tree.preps(holder):
            if prep in wanted:
                _take(scene, prep, scene.tree.pobj(p), sides, spots)
    return sides, spots


def holding(tree: Tree, i: int) -> list[int]:
    """Verbs of clauses on the trigger's phrase that say that it is held or due ("set for", "scheduled to be held in",
    "which had been planned for")."""
    found = [k for k in tree.children(i, "acl", "relcl") if tree.lemma(k) in _HOLDING]
    if tree.tokens[i].pos != "VERB":
        inner = (k for k in tree.subtree(i) if k > i and tree.tokens[k].dep in ("acl", "relcl") and k not in found)
        found += [k for k in inner if tree.lemma(k) in _HOLDING and _of_a_thing(tree, k)]
    return found + [x for k in found for x in tree.children(k, "xcomp") if tree.lemma(x) in _HOLDING]


def _of_a_thing(tree: Tree, verb: int) -> bool:
    """Whether a relative clause hung on a name speaks of a thing: "leaders, which had been planned for Sunday"."""
    return any(tree.lemma(k) == "which" for k in tree.children(verb, "nsubjpass", "nsubj"))


def _take(scene: Scene, prep: str, objects: list[int], sides: list[Side], spots: list[Spot]) -> None:
    if prep in _AT_PLACE | {"to", "on", "into", "for"}:
        spots.extend(scene.places(objects))
        if prep == "to" and not spots:
            sides.extend(scene.who(objects, "host").sides)
        return
    sides.extend(scene.who(objects).sides)


def _following(scene: Scene, i: int, wanted: frozenset[str]) -> tuple[list[Side], list[Spot]]:
    """Sides and places of the trigger's prepositions, and of those behind it that the parse hangs on a name or on the
    verb instead ("held talks in Hanoi with Trump")."""
    tree = scene.tree
    sides, spots = _own_preps(scene, i, wanted)
    took = {p for holder in (i, *holding(tree, i)) for _, p in tree.preps(holder)}
    inside = set(tree.subtree(i))
    carrier = next((a for a in tree.up(i) if tree.tokens[a].pos in ("VERB", "AUX")), None)
    for k in range(i + 1, min(i + _FOLLOW, len(tree.tokens))):
        token = tree.tokens[k]
        if token.pos in ("VERB", "AUX") and k not in inside:
            break
        if token.pos != "ADP" or k in took or tree.lemma(k) not in wanted or tree.lemma(k) == "of":
            continue
        on_name = k in inside and (
            tree.tokens[token.head].pos in ("PROPN", "NUM") or scene.cast.at(tree, token.head) is not None
        )
        on_verb = carrier is not None and token.head == carrier and tree.lemma(carrier) in _CARRIERS
        if on_name or on_verb:
            _take(scene, tree.lemma(k), tree.pobj(k), sides, spots)
    return sides, spots


def _owner(scene: Scene, i: int, found: Arguments, role: Role, *, owned: bool) -> None:
    """Adds the subject of the clause where the noun does not say whose it is, and the verb's own "with" and "in"."""
    tree = scene.tree
    carrier = _carrier(tree, i)
    if carrier is None:
        return
    verb, direct = carrier
    lemma = tree.lemma(verb)
    if lemma in _LIGHT:
        found.support.append(verb)
        for prep, p in tree.preps(verb):
            if prep in ("with", "between"):
                found.sides.extend(scene.who(tree.pobj(p), "attendee").sides)
            elif prep in _AT_PLACE and direct:
                found.spots.extend(scene.places(tree.pobj(p)))
    if owned:
        return
    if lemma not in _CARRIERS and (direct or role != "visitor"):
        if not direct:
            found.sides[:0] = _during(scene, verb, role, found.sides)
        return
    if direct and lemma in _ANNOUNCING and not found.sides:
        return
    subject = scene.who(tree.subject(verb), role)
    if lemma not in _LIGHT and not found.sides and any(s.participant.kind != "person" for s in subject.sides):
        return
    found.sides[:0] = subject.sides
    found.stranger = found.stranger or (subject.stranger and not found.sides)


def _during(scene: Scene, verb: int, role: Role, told: Sequence[Side]) -> list[Side]:
    """Who takes part in what a clause names as its occasion ("in a telephone call", "after talks with Abe"): who does
    what the clause says, with whom the noun names; where it names nobody, with whom the clause does it to."""
    tree = scene.tree
    doing = [s for s in scene.who(tree.subject(verb), role).sides if s.participant.kind == "person"]
    if doing and not told:
        others = [k for prep, p in tree.preps(verb) if prep == "with" for k in tree.pobj(p)]
        found = scene.who([*tree.objects(verb), *others], role).sides if not tree.passive(verb) else ()
        doing += [s for s in found if s.participant.kind == "person"]
    countries = {s.participant.country for s in (*doing, *told)}
    return doing if len(countries) > 1 else []


def _carrier(tree: Tree, i: int) -> tuple[int, bool] | None:
    """The verb that a noun trigger hangs on, and whether as its object rather than through a preposition; None where
    it is the verb's subject, or another noun or a clause lies between."""
    direct, k = True, i
    for a in tree.up(i):
        dep, above = tree.tokens[k].dep, tree.tokens[a]
        if dep in ("nsubj", "csubj", "nsubjpass", "relcl", "acl", "appos"):
            return None
        if above.pos in ("VERB", "AUX"):
            return a, direct and dep not in ("prep", "pobj")
        if dep == "prep" and above.pos in ("NOUN", "PROPN", "NUM") and tree.lemma(a) not in _PARTITIVE:
            return None
        direct = direct and dep != "prep"
        k = a
    return None
