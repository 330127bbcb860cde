"""Who and where around a trigger, by frame: from a parsed sentence to drafts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from summitry.encounters.drafts import Side
from summitry.encounters.nouns import AT_PLACE, following, modifier_places, own_preps, owner, premodifiers
from summitry.encounters.scene import Arguments, Scene
from summitry.encounters.tree import Tree
from summitry.encounters.where import merged
from summitry.encounters.who import distinct

_RECEIVING = frozenset({"receive", "welcome", "greet"})
_TO_PLACE = frozenset({"to", "in", "into", "at", "through", "toward", "towards"})

Frame = Callable[[Scene, int], Arguments]


def meet(scene: Scene, i: int) -> Arguments:
    """Subject and object, or "with", are sides."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i)))
    found.add(scene.who(tree.objects(i) if not tree.passive(i) else tree.grammatical_subject(i)))
    for prep, p in tree.preps(i):
        if prep in ("with", "between"):
            found.add(scene.who(tree.pobj(p)))
    found.spots.extend(following(scene, i, AT_PLACE)[1])
    if len({s.participant.country for s in found.sides}) < 2:
        found.add(scene.who(_taker(tree, i) if tree.tokens[i].dep == "acl" else tree.joined_before(i)))
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
    found.spots.extend(following(scene, i, AT_PLACE)[1])
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
    if scene.home is not None and not found.spots and "here" in {tree.lemma(k) for k in tree.children(i, "advmod")}:
        found.spots.append(scene.home)
    return found


def leave(scene: Scene, i: int) -> Arguments:
    """Subject leaves (a place) for another."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(tree.subject(i), "visitor"))
    for prep, p in tree.preps(i):
        if prep == "for":
            _visited(scene, tree.pobj(p), found)
    if not found.spots:
        found.spots.extend(following(scene, i, frozenset({"for"}))[1])
    return found


def host(scene: Scene, i: int) -> Arguments:
    """Subject receives object; a step, a word, a gift that is welcomed or received is no guest."""
    tree, found = scene.tree, Arguments()
    hosts = scene.who(tree.subject(i), "host")
    invited = [k for prep, p in tree.preps(i) if prep == "for" for k in tree.pobj(p)]
    guests = scene.who([*tree.objects(i), *invited], "visitor")
    if tree.lemma(i) in _RECEIVING and tree.objects(i) and not guests.sides:
        return found
    found.hosts.extend(hosts.sides)
    found.add(guests)
    found.spots.extend(following(scene, i, AT_PLACE | {"to"})[1])
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
        found.spots.extend(following(scene, i, AT_PLACE)[1])
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
        found.add(scene.who(k for k in tree.pobj(p) if not _only_a_place(scene, k)))
    if not others and len({s.participant.country for s in found.sides}) < 2:
        return Arguments()
    found.spots.extend(following(scene, i, AT_PLACE)[1])
    return found


def _only_a_place(scene: Scene, k: int) -> bool:
    """Whether a token names a state as a place ("spoke ahead of his visit to France"), not as one who is spoken to."""
    mention = scene.cast.at(scene.tree, k)
    return mention is not None and mention.kind == "state" and not mention.actor


def presence(scene: Scene, i: int) -> Arguments:
    """Subject, somebody, is or has been somewhere."""
    tree, found = scene.tree, Arguments()
    if tree.children(i, "attr", "acomp", "ccomp", "xcomp"):
        return found
    found.sides.extend(s for s in scene.who(tree.subject(i), "visitor").sides if s.participant.kind == "person")
    if found.sides:
        found.spots.extend(following(scene, i, AT_PLACE | {"to"})[1])
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
        found.spots.extend(modifier_places(scene, k))
        found.spots.extend(own_preps(scene, k, AT_PLACE)[1])
    for prep, p in tree.preps(i):
        if prep in ("in", "at"):
            found.spots.extend(scene.places(tree.pobj(p)))
    return found


def trip(scene: Scene, i: int) -> Arguments:
    """Somebody's trip to a place or with a person."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who((c for k in tree.children(i, "poss") for c in tree.conjuncts(k)), "visitor"))
    premodifiers(scene, i, found, "visitor")
    if not found.sides:
        found.sides.extend(_as_visitors(own_preps(scene, i, frozenset({"by", "of", "from"}))[0]))
    hosts, spots = following(scene, i, frozenset({"with", "to", "in", "at"}))
    found.hosts.extend(hosts)
    found.spots.extend(spots)
    owner(scene, i, found, "visitor", owned=bool(found.sides))
    return found


def _as_visitors(sides: Iterable[Side]) -> list[Side]:
    return [dataclasses.replace(s, participant=dataclasses.replace(s.participant, role="visitor")) for s in sides]


def meeting(scene: Scene, i: int) -> Arguments:
    """A meeting between, with, of; somebody's; X-Y summit."""
    tree, found = scene.tree, Arguments()
    found.add(scene.who(c for k in tree.children(i, "poss") for c in tree.conjuncts(k)))
    owned = bool(found.sides)
    premodifiers(scene, i, found, "attendee")
    found.sides.extend(following(scene, i, frozenset({"between", "among", "involving", "of"}))[0])
    owned = owned or len({s.participant.country for s in found.sides}) > 1
    sides, spots = following(scene, i, frozenset({"with", "alongside", "against", "on"}) | AT_PLACE)
    found.sides.extend(sides)
    found.spots.extend(spots)
    found.stranger = found.stranger or any(
        scene.who(tree.pobj(p)).stranger for prep, p in tree.preps(i) if prep in ("with", "between")
    )
    owner(scene, i, found, "attendee", owned=owned)
    return found


def event(scene: Scene, i: int) -> Arguments:
    """A gathering: only its place; who attends stands elsewhere."""
    found = Arguments()
    found.spots.extend(modifier_places(scene, i))
    found.spots.extend(following(scene, i, AT_PLACE)[1])
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
