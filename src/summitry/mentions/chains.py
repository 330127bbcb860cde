"""Pronouns and plain nominals ("he", "the two leaders", "both sides") resolved to mentions by name.

Salience, after Lappin and Leass (1994) in spirit: who was subject, and lately, is likeliest; gender and number must
agree. Plurals are resolved only where the text names the two together. What cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summitry.lexicon import offices, organisations
from summitry.mentions.chains_clauses import (
    SAYING,
    cannot_mean,
    heads_clause,
    in_relative_clause,
    is_trigger,
    main_clause,
    owns_object,
    root,
)
from summitry.mentions.chains_pairs import is_aside, linked, one_person, partners, stands_for_state
from summitry.mentions.chains_scene import SUBJECTS, Actor, Scene, identity
from summitry.mentions.names_states import state_referent
from summitry.model.finder import Finder, Seen
from summitry.model.notes import Maker, Mention, MentionForm, MentionKind, Referent, Sentence, Token
from summitry.model.text import Article

NAME = "chains"
VERSION = "1"

REACH = 3
"""Sentences back that a pronoun may reach. Of 378 pronouns resolved with a reach of 4 in 40 of the dev articles, 261
had whom they mean in their own sentence, 99 one back, 15 two, 3 three, none four."""
PLURAL_REACH = 3
DECAY = 0.5
"""Salience left after each sentence (Lappin and Leass 1994)."""
EMBEDDED = 0.2
"""What the subject of a clause within another has less than the main subject, for the sentences that follow."""

_SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_NEUTER = frozenset({"it", "its"})
_NOMINAL = re.compile(
    r"\b(?:(?P<lead>(?:the|both|these|those)(?: (?:two|three|rival|neighbou?ring|world|respective))?|two) )"
    r"(?P<head>leaders|presidents|prime ministers|premiers|foreign ministers|ministers|men|women|counterparts"
    r"|sides|countries|nations|states|neighbou?rs|governments|allies|rivals|foes|adversaries|pair|duo)\b"
    r"(?! (?:of|from) (?!course\b))"
    r"|\b(?P<pair>the (?:two|pair|duo)|both)\b(?! of (?!them)|-)(?P<last> (?:last|first|also|then|later|never)\b)?",
    re.IGNORECASE,
)
_OF_STATES = frozenset(
    {"sides", "countries", "nations", "states", "neighbours", "neighbors", "governments", "allies", "rivals",
     "foes", "adversaries"}
)  # fmt: skip
_PARTICLES = frozenset({"off", "out", "up", "down", "back"})
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "agent"})
_ROLES = {
    "presidents": frozenset({"head_of_state"}),
    "prime ministers": frozenset({"head_of_government"}),
    "premiers": frozenset({"head_of_government"}),
    "foreign ministers": frozenset({"foreign_minister"}),
    "ministers": frozenset({"foreign_minister", "defence_minister", "head_of_government", "other"}),
    "leaders": frozenset({"head_of_state", "head_of_government", "monarch", "leader"}),
}


_Company = tuple[tuple[Referent, ...], Mention]
"""Who is meant, and the first mention that it was learnt from."""


def find_chains(article: Article, seen: Seen) -> Iterator[Mention]:
    """The pronouns and nominals of an article that can be resolved, in order."""
    chainer = _Chainer(article, Scene(seen.of(Sentence), seen.of(Mention)))
    for i, sentence in enumerate(seen.of(Sentence)):
        if sentence.tokens:
            yield from chainer.sentence(i, sentence)


class _Chainer:
    """The chains of one article; what it resolves becomes an actor for what follows."""

    def __init__(self, article: Article, scene: Scene) -> None:
        self.article = article
        self.scene = scene

    def sentence(self, index: int, sentence: Sentence) -> list[Mention]:
        found: list[Mention] = []
        nominals = {m.start(): m for m in _NOMINAL.finditer(self.article.text, sentence.start, sentence.end)}
        last = -1
        for i, token in enumerate(sentence.tokens):
            if token.start < last or self.scene.index.at(token.start, token.end):
                continue
            made = None
            nominal = nominals.get(token.start)
            if nominal is not None and not self.scene.index.within(nominal.start(), nominal.end()):
                made = self._nominal(index, nominal) if _stands_alone(sentence.tokens, nominal) else None
            elif token.tag in {"PRP", "PRP$"}:
                made = self._pronoun(index, i, token)
            if made is not None:
                found.append(made)
                last = made.end
                self._enter(index, made)
        return found

    def _enter(self, index: int, mention: Mention) -> None:
        actor = self.scene.actor(mention, index)
        actors = self.scene.actors[index]
        actors.append(actor)
        actors.sort(key=lambda a: (a.mention.start, a.mention.end))

    def _pronoun(self, index: int, i: int, token: Token) -> Mention | None:
        word = token.text.lower()
        inside = i in self.scene.quoted[index]
        if word in _SINGULAR:
            return self._made(token, "person", "pronoun", self._person(index, i, word))
        if word in _PLURAL:
            return self._made(token, "group", "pronoun", self._together(index, i))
        if word in _FIRST and inside:
            return self._made(token, "person", "pronoun", self._speaker(index))
        if word in _NEUTER and not inside:
            return self._made(token, "state", "pronoun", self._state(index, i))
        return None

    def _made(self, token: Token, kind: MentionKind, form: MentionForm, found: Actor | None) -> Mention | None:
        if found is None:
            return None
        return self._mention(token.start, token.end, (kind, form), found.mention.referents, found.mention)

    def _mention(
        self, start: int, end: int, sort: tuple[MentionKind, MentionForm], who: tuple[Referent, ...], via: Mention
    ) -> Mention:
        kind, form = sort
        return Mention(
            quotes=(self.article.quote(start, end),),
            maker=Maker(NAME, VERSION, form),
            kind=kind,
            form=form,
            referents=who,
            actor=kind == "state",
            antecedent=via.antecedent or via.id,
        )

    def _person(self, index: int, i: int, word: str) -> Actor | None:
        """The likeliest single person before "he" or "she"."""
        tokens = self.scene.sentences[index].tokens
        if word.endswith("self") and i:
            before = next((a for a in self.scene.actors[index] if a.mention.end == tokens[i - 1].end), None)
            if before is not None and one_person(before.mention):
                return before
        wanted = _SINGULAR[word]
        speaker = self._speaker(index) if i in self.scene.quoted[index] else None
        speaking = {identity(w) for w in speaker.mention.referents} if speaker else set()
        barred = speaking | self._barred(index, i)
        shares: dict[str, dict[int, float]] = {}
        nearest: dict[str, Actor] = {}
        for actor in self.scene.before(index, tokens[i].start, REACH):
            who = one_person(actor.mention)
            if who is None or identity(who) in barred:
                continue
            told = self.scene.gender(who)
            if (told and told != wanted) or (wanted == "f" and not told and who.entity is not None):
                continue
            shares.setdefault(identity(who), {}).setdefault(actor.sentence, 0.0)
            share = shares[identity(who)]
            share[actor.sentence] = max(share[actor.sentence], self._weight(actor, index, i))
            nearest.setdefault(identity(who), actor)
        best = max(shares, key=lambda k: (sum(shares[k].values()), nearest[k].mention.start), default=None)
        return nearest[best] if best is not None else self._ahead(index, i, barred)

    def _barred(self, index: int, i: int) -> set[str]:
        """Whom the pronoun at `i` cannot mean, for what stands around it in its sentence."""
        tokens = self.scene.sentences[index].tokens
        return {
            identity(who)
            for actor in self.scene.actors[index]
            if cannot_mean(tokens, i, actor)
            for who in actor.mention.referents
        }

    def _weight(self, actor: Actor, index: int, i: int) -> float:
        """How much an actor draws the pronoun at `i` of sentence `index`."""
        tokens = self.scene.sentences[index].tokens
        weight = actor.weight * DECAY ** (index - actor.sentence)
        if actor.sentence == index:
            near = 1.5 * in_relative_clause(tokens, i, actor) + owns_object(tokens, i, actor)
            return weight + near + heads_clause(tokens, i, actor)
        told = self.scene.sentences[actor.sentence].tokens
        if actor.head is not None and actor.dep in SUBJECTS and not main_clause(told, actor.head):
            weight -= EMBEDDED * DECAY ** (index - actor.sentence)
        return weight

    def _ahead(self, index: int, i: int, barred: set[str]) -> Actor | None:
        """The subject of the sentence, for a pronoun in what stands before it ("On his visit, Xi"), where nobody whom
        it could mean was told of before."""
        tokens = self.scene.sentences[index].tokens
        main = next((k for k, t in enumerate(tokens) if t.dep == "ROOT"), None)
        for actor in self.scene.actors[index]:
            who = one_person(actor.mention)
            if who is None or actor.head is None or actor.head < i or identity(who) in barred:
                continue
            if actor.dep in SUBJECTS and tokens[root(tokens, actor.head)].head == main:
                told = self.scene.gender(who)
                return actor if told in {"", _SINGULAR[tokens[i].text.lower()]} else None
        return None

    def _state(self, index: int, i: int) -> Actor | None:
        """The state that acts as subject earlier in the sentence, for "it"."""
        tokens = self.scene.sentences[index].tokens
        if tokens[i].dep == "expl":
            return None
        for actor in self.scene.before(index, tokens[i].start, 0):
            if actor.dep in SUBJECTS or (i and actor.mention.end == tokens[i - 1].end):
                fits = actor.mention.actor and actor.mention.kind in {"state", "organisation"}
                return actor if fits and len(actor.mention.referents) == 1 else None
        return None

    def _together(self, index: int, i: int) -> Actor | None:
        """The nearest people or sides told of together, or group, before "they": subjects first, then the sides of an
        encounter, then others."""
        tokens = self.scene.sentences[index].tokens
        start = tokens[i].start
        doing = is_trigger(tokens[tokens[i].head])
        behind = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        if tokens[i].dep == "dobj" and behind in _PARTICLES:
            return None  # "called them off": what is put off, set up or laid out is no pair of people
        for back in range(index, max(-1, index - PLURAL_REACH), -1):
            here = [a for a in self.scene.actors[back] if a.mention.end <= start]
            found = (
                self._plural(back, [a for a in here if a.dep in SUBJECTS])
                or self._partners(back, here)
                or self._plural(back, [a for a in here if a.dep not in SUBJECTS])
            )
            crowd = not doing and self._has_crowd(back, start)
            if found is not None or crowd:
                return None if crowd and (back == index or found is None) else found
        return None

    def _plural(self, index: int, actors: Sequence[Actor]) -> Actor | None:
        """The last of `actors` that is joined to another, or means several."""
        for actor in reversed(actors):
            joined = self._joined(index, actor)
            if joined is not None or _is_plural(actor.mention):
                return joined or actor
        return None

    def _partners(self, index: int, actors: Sequence[Actor]) -> Actor | None:
        """The sides of the last word of encounter in a sentence that has two, as one mention for their chain."""
        company = next(partners(self.scene.sentences[index].tokens, actors), None)
        return self._as_one(company) if company else None

    def _as_one(self, company: Sequence[Actor]) -> Actor:
        """Several actors of a sentence as one."""
        order = sorted(company, key=lambda a: (a.mention.start, a.mention.end))
        people = dict.fromkeys(who for who in (one_person(a.mention) for a in order) if who)
        first = order[0]
        span = (first.mention.start, max(a.mention.end for a in order))
        both = self._mention(*span, ("group", "name"), tuple(people), first.mention)
        return Actor(both, first.sentence, first.head, first.dep)

    def _has_crowd(self, index: int, start: int) -> bool:
        """Whether the subject of a clause before `start` is some people whom no mention is of ("analysts said")."""
        tokens = self.scene.sentences[index].tokens
        return any(
            t.tag == "NNS" and t.dep in SUBJECTS and t.end <= start and not is_trigger(t)
            and self.scene.index.at(t.start, t.end) is None
            for t in tokens
        )  # fmt: skip

    def _joined(self, index: int, actor: Actor) -> Actor | None:
        """People coordinated with `actor`, as one mention for their chain."""
        if actor.head is None or one_person(actor.mention) is None:
            return None
        company = {
            identity(who): a
            for a in reversed(self.scene.actors[index])
            if a.head is not None and self._root(index, a.head) == self._root(index, actor.head)
            if (who := one_person(a.mention)) is not None
        }
        return self._as_one(list(company.values())) if len(company) > 1 else None

    def _root(self, index: int, head: int) -> int:
        """The first of the words that `head` is joined to, or the head of the name that this is a part of."""
        tokens = self.scene.sentences[index].tokens
        first = root(tokens, head)
        holder = self.scene.index.at(tokens[first].start, tokens[first].end)
        own = next((a.head for a in self.scene.actors[index] if holder is not None and a.mention is holder), None)
        return first if own is None else own

    def _speaker(self, index: int) -> Actor | None:
        """Who says what is quoted in a sentence: the subject of its verb of saying, else of a neighbour's."""
        for at in (index, index - 1, index + 1):
            if not 0 <= at < len(self.scene.sentences):
                continue
            tokens = self.scene.sentences[at].tokens
            for actor in self.scene.actors[at]:
                if actor.head is None or actor.head in self.scene.quoted[at] or actor.dep != "nsubj":
                    continue
                verb = tokens[tokens[actor.head].head]
                if verb.lemma.lower() in SAYING and one_person(actor.mention):
                    return actor
            if at == index and len(self.scene.quoted[at]) < len(tokens) - 3:
                return None
        return None

    def _nominal(self, index: int, match: re.Match[str]) -> Mention | None:
        head = (match.group("head") or "").lower()
        found = self._people_or_states(index, match, head in _OF_STATES)
        if found is None and match.group("pair"):
            found = self._people_or_states(index, match, of_states=True)
        if found is None:
            return None
        kind: MentionKind = "state" if found[0][0].kind == "state" else "group"
        start, end = match.span("pair" if match.group("pair") else 0)
        return self._mention(start, end, (kind, "nominal"), *found)

    def _people_or_states(self, index: int, match: re.Match[str], of_states: bool) -> _Company | None:
        """The people, or the states, that a nominal of sentence `index` means."""
        wanted = 3 if "three" in (match.group("lead") or "").lower() else 2
        roles = _ROLES.get((match.group("head") or "").lower())
        loose: _Company | None = None
        for back in range(index, max(-1, index - PLURAL_REACH - 1), -1):
            here = [a for a in self.scene.actors[back] if a.mention.end <= match.start()]
            together = None if of_states else self._told_together(back, here, roles, wanted)
            who, via = _sides(here, of_states, roles)
            if together and (loose is None or {identity(w) for w in together[0]} & {identity(w) for w in loose[0]}):
                return together
            if len(who) == wanted and via is not None and loose is None:
                loose = who, via
                if of_states or wanted > 2 or self._linked(back, here, who):
                    break
            elif len(who) > wanted:
                break
        else:
            if loose is None and wanted == 2:
                return self._lately(index, match.start(), of_states, roles)
        return loose

    def _linked(self, index: int, here: Sequence[Actor], who: Sequence[Referent]) -> bool:
        """Whether two people are parts of one clause of a sentence."""
        names = [identity(w) for w in who]
        one, other = ([a for a in here if a.mention.referents and identity(a.mention.referents[0]) == n] for n in names)
        tokens = self.scene.sentences[index].tokens
        pairs = [(a, b) for a in one for b in other if not any(x.head and is_aside(tokens, x.head) for x in (a, b))]
        return any(linked(tokens, a, b) or linked(tokens, b, a) for a, b in pairs)

    def _told_together(
        self, index: int, here: Sequence[Actor], roles: frozenset[str] | None, wanted: int
    ) -> _Company | None:
        """So many people of different states as are `wanted`, who are the sides of an encounter, or joined by "and"
        or a hyphen: in a sentence, the last such."""
        tokens = self.scene.sentences[index].tokens
        groups = [self._as_one(company) for company in partners(tokens, here, asides=False)]
        for actor in reversed(here):
            joined = actor if len(actor.mention.referents) == wanted else self._joined(index, actor)
            groups.extend((joined,) if joined is not None else ())
        for group in groups:
            who, via = _sides([group], False, roles)
            if len(who) == wanted == len(group.mention.referents) and via is not None:
                return who, via
        return None

    def _lately(self, index: int, start: int, of_states: bool, roles: frozenset[str] | None) -> _Company | None:
        """The last two sides named in sentences of their own, where no third comes between."""
        who, via = _sides(self.scene.before(index, start, PLURAL_REACH), of_states, roles)
        if len(who) == 2 and via is not None:
            return who, via
        return None if of_states or len(who) > 2 else self._protagonists(index, start, roles)

    def _protagonists(self, index: int, start: int, roles: frozenset[str] | None) -> _Company | None:
        """The two people of different states that the article has spoken of most so far: each more than once, twice as
        often as any third, and nobody else of late."""
        count: dict[str, int] = {}
        first: dict[str, tuple[Referent, Mention]] = {}
        late: set[str] = set()
        for actor in self.scene.before(index, start, index):
            for who in actor.mention.referents:
                if who.kind == "person" and who.country and _may(who, roles):
                    count[identity(who)] = count.get(identity(who), 0) + 1
                    first[identity(who)] = (who, actor.mention)
                    if index - actor.sentence <= PLURAL_REACH:
                        late.add(identity(who))
        order = sorted(count, key=lambda name: (-count[name], first[name][1].start, name))
        if len(order) < 2 or count[order[1]] < 2 or not late <= set(order[:2]):
            return None
        if len(order) > 2 and count[order[2]] * 2 > count[order[1]]:
            return None
        (one, via), (other, _) = first[order[0]], first[order[1]]
        return ((one, other), via) if one.country != other.country else None


def _stands_alone(tokens: Sequence[Token], match: re.Match[str]) -> bool:
    """Whether "the two" or "both" stands for people rather than counting the words behind it, or joining them."""
    last = next((t for t in reversed(tokens) if match.start() <= t.start < match.end("pair")), None)
    if match.group("pair") is None or last is None:
        return match.group("pair") is None
    parts = SUBJECTS if last.text.lower() == "both" else _STANDING
    return last.dep in parts or match.group("last") is not None


def _sides(
    actors: Iterable[Actor], of_states: bool, roles: frozenset[str] | None
) -> tuple[tuple[Referent, ...], Mention | None]:
    """The states, or the people of different states, among `actors`, in order, and the first of their mentions."""
    found: dict[str, Referent] = {}
    via = None
    for actor in actors:
        mention = actor.mention
        for who in mention.referents:
            if of_states and who.country and ":" not in who.country and _takes_side(mention, who):
                side = _state_of(who)
            elif of_states or who.kind != "person" or not who.country or not stands_for_state(mention, who):
                continue
            elif _may(who, roles):
                side = who
            else:
                continue
            if side.country and side.country not in found:
                found[side.country] = side
                via = via or mention
    return tuple(found.values()), via


def _takes_side(mention: Mention, who: Referent) -> bool:
    """Whether a mention's referent acts rather than being a place or a mere qualifier."""
    return mention.actor or who.kind == "person" or len(mention.referents) > 1


def _state_of(who: Referent) -> Referent:
    if who.kind == "state":
        return who
    return state_referent(str(who.country))


def _may(who: Referent, roles: frozenset[str] | None) -> bool:
    """Whether somebody holds, or is told of with, one of `roles`; anybody where no role is asked."""
    if roles is None:
        return True
    if who.office:
        title = offices.titles().get(who.office)
        if title and title.role in roles:
            return True
    return who.entity is not None and any(t.role in roles for t in offices.tenures(who.entity))


def _is_plural(mention: Mention) -> bool:
    if mention.form == "adjective":
        return False
    return mention.kind == "group" or len(mention.referents) > 1 or _is_side(mention)


def _is_side(mention: Mention) -> bool:
    """Whether a mention is of an organisation that may be a party by itself ("the Taliban", "the EU")."""
    entity = mention.referents[0].entity if mention.referents else None
    return mention.kind == "organisation" and entity is not None and organisations.organisation(entity).side


FINDER = Finder(NAME, VERSION, (Sentence, Mention), (Mention,), find_chains)
