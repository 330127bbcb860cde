"""Pronouns and plain nominals ("he", "the two leaders", "both sides") resolved to mentions by name.

Salience, after Lappin and Leass (1994) in spirit: who was subject, and lately, is likeliest; gender and number must
agree. Plurals are resolved only where the text names the two together. What cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summitry.lexicon import offices, organisations
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

_SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_NEUTER = frozenset({"it", "its"})
_SAYING = frozenset(
    {"say", "tell", "add", "tweet", "write", "declare", "announce", "explain", "note", "ask", "insist", "state", "warn",
     "claim", "argue", "acknowledge", "admit", "remark", "reply", "respond", "joke", "quip", "comment", "stress"}
)  # fmt: skip
_NOMINAL = re.compile(
    r"\b(?:(?P<lead>(?:the|both|these|those)(?: (?:two|three|rival|neighbou?ring|world|respective))?|two) )"
    r"(?P<head>leaders|presidents|prime ministers|premiers|foreign ministers|ministers|men|women|counterparts"
    r"|sides|countries|nations|states|neighbou?rs|governments|allies|rivals|foes|adversaries|pair|duo)\b"
    r"|\b(?P<pair>the (?:two|pair|duo)|both)"
    r"(?= (?:reportedly |also |last |first |later |then )?(?:met|meet|will|would|have|had|are|were|talked|spoke|agreed"
    r"|discussed|shook|held|sat|plan|planned)\b)",
    re.IGNORECASE,
)
_OF_STATES = frozenset(
    {"sides", "countries", "nations", "states", "neighbours", "neighbors", "governments", "allies", "rivals",
     "foes", "adversaries"}
)  # fmt: skip
_ROLES = {
    "presidents": frozenset({"head_of_state"}),
    "prime ministers": frozenset({"head_of_government"}),
    "premiers": frozenset({"head_of_government"}),
    "foreign ministers": frozenset({"foreign_minister"}),
    "ministers": frozenset({"foreign_minister", "defence_minister", "head_of_government", "other"}),
    "leaders": frozenset({"head_of_state", "head_of_government", "monarch", "leader"}),
}


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
                made = self._nominal(index, nominal)
            elif token.tag in {"PRP", "PRP$"}:
                made = self._pronoun(index, i, token)
            if made is not None:
                found.append(made)
                last = made.end
                self._enter(index, i, made)
        return found

    def _enter(self, index: int, i: int, mention: Mention) -> None:
        tokens = self.scene.sentences[index].tokens
        head = next((k for k in range(i, len(tokens)) if tokens[k].end == mention.end), i)
        actor = Actor(mention, index, head, tokens[head].dep)
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
            if before is not None and _one_person(before.mention):
                return before
        wanted = _SINGULAR[word]
        speaker = self._speaker(index) if i in self.scene.quoted[index] else None
        speaking = {identity(w) for w in speaker.mention.referents} if speaker else set()
        scores: dict[str, float] = {}
        nearest: dict[str, Actor] = {}
        for actor in self.scene.before(index, tokens[i].start, REACH):
            who = _one_person(actor.mention)
            if who is None or identity(who) in speaking or _excluded(tokens, i, actor, index):
                continue
            told = self.scene.gender(who)
            if (told and told != wanted) or (wanted == "f" and not told and who.entity is not None):
                continue
            key = identity(who)
            weight = actor.weight * DECAY ** (index - actor.sentence) + 1.5 * _in_relative_clause(
                tokens, i, actor, index
            )
            scores[key] = max(scores.get(key, 0.0), weight) + (0.05 if key in scores else 0.0)
            nearest.setdefault(key, actor)
        best = max(scores, key=lambda k: (scores[k], nearest[k].mention.start), default=None)
        return nearest[best] if best is not None else None

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
        """The nearest people or sides named together, or group, before "they"; subjects before others in a sentence."""
        start = self.scene.sentences[index].tokens[i].start
        for back in range(index, max(-1, index - PLURAL_REACH), -1):
            here = [a for a in self.scene.actors[back] if a.mention.end <= start]
            for subjects in (True, False):
                for actor in reversed(here):
                    if subjects != (actor.dep in SUBJECTS):
                        continue
                    joined = self._joined(back, actor)
                    if joined is not None:
                        return joined
                    if _is_plural(actor.mention):
                        return actor
        return None

    def _joined(self, index: int, actor: Actor) -> Actor | None:
        """People coordinated with `actor`, as one mention for their chain."""
        tokens = self.scene.sentences[index].tokens
        if actor.head is None or _one_person(actor.mention) is None:
            return None
        company = [
            a
            for a in self.scene.actors[index]
            if a.head is not None and _root(tokens, a.head) == _root(tokens, actor.head)
        ]
        people = [p for p in dict.fromkeys(_one_person(a.mention) for a in company) if p]
        if len(people) < 2:
            return None
        first = company[0]
        both = self._mention(
            first.mention.start, company[-1].mention.end, ("group", "name"), tuple(people), first.mention
        )
        return Actor(both, index, first.head, first.dep)

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
                if verb.lemma.lower() in _SAYING and _one_person(actor.mention):
                    return actor
            if at == index and len(self.scene.quoted[at]) < len(tokens) - 3:
                return None
        return None

    def _nominal(self, index: int, match: re.Match[str]) -> Mention | None:
        head = (match.group("head") or "pair").lower()
        of_states = head in _OF_STATES
        wanted = 3 if "three" in (match.group("lead") or "").lower() else 2
        roles = _ROLES.get(head)
        for back in range(index, max(-1, index - PLURAL_REACH - 1), -1):
            here = [a for a in self.scene.actors[back] if a.mention.end <= match.start()]
            who, via = _sides(here, of_states, roles)
            if len(who) == wanted and via is not None:
                kind: MentionKind = "state" if of_states else "group"
                return self._mention(match.start(), match.end(), (kind, "nominal"), who, via)
            if len(who) > wanted:
                pair = None if of_states else self._coordinated(here, roles)
                return self._mention(match.start(), match.end(), ("group", "nominal"), *pair) if pair else None
        return self._lately(index, match, of_states, roles) if wanted == 2 else None

    def _coordinated(
        self, here: Sequence[Actor], roles: frozenset[str] | None
    ) -> tuple[tuple[Referent, ...], Mention] | None:
        """The last two people that a sentence of many joins by "and" or a hyphen."""
        for actor in reversed(here):
            joined = actor if len(actor.mention.referents) == 2 else self._joined(actor.sentence, actor)
            if joined is not None:
                who, via = _sides([joined], False, roles)
                if len(who) == 2 and via is not None:
                    return who, via
        return None

    def _lately(
        self, index: int, match: re.Match[str], of_states: bool, roles: frozenset[str] | None
    ) -> Mention | None:
        """The last two sides named in sentences of their own, where no third comes between."""
        here = list(self.scene.before(index, match.start(), PLURAL_REACH))
        who, via = _sides(here, of_states, roles)
        if len(who) == 2 and via is not None:
            kind: MentionKind = "state" if of_states else "group"
            return self._mention(match.start(), match.end(), (kind, "nominal"), who, via)
        protagonists = None if of_states or len(who) > 2 else self._protagonists(index, match.start(), roles)
        return self._mention(match.start(), match.end(), ("group", "nominal"), *protagonists) if protagonists else None

    def _protagonists(
        self, index: int, start: int, roles: frozenset[str] | None
    ) -> tuple[tuple[Referent, ...], Mention] | None:
        """The two people of different states that the article has spoken of most so far, where no third comes near."""
        count: dict[str, int] = {}
        first: dict[str, tuple[Referent, Mention]] = {}
        for actor in self.scene.before(index, start, index):
            for who in actor.mention.referents:
                if who.kind == "person" and who.country and _may(who, roles):
                    count[identity(who)] = count.get(identity(who), 0) + 1
                    first[identity(who)] = (who, actor.mention)
        order = sorted(count, key=lambda name: (-count[name], first[name][1].start, name))
        if len(order) < 2 or (len(order) > 2 and count[order[2]] == count[order[1]]):
            return None
        (one, via), (other, _) = first[order[0]], first[order[1]]
        return ((one, other), via) if one.country != other.country else None


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
            elif not of_states and who.kind == "person" and who.country and _may(who, roles):
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


def _one_person(mention: Mention) -> Referent | None:
    """The one person that a mention refers to, unless it only qualifies another word."""
    if mention.form == "adjective" or len(mention.referents) != 1:
        return None
    return mention.referents[0] if mention.referents[0].kind == "person" else None


def _is_plural(mention: Mention) -> bool:
    if mention.form == "adjective":
        return False
    return mention.kind == "group" or len(mention.referents) > 1 or _is_side(mention)


def _is_side(mention: Mention) -> bool:
    """Whether a mention is of an organisation that may be a party by itself ("the Taliban", "the EU")."""
    entity = mention.referents[0].entity if mention.referents else None
    return mention.kind == "organisation" and entity is not None and organisations.organisation(entity).side


def _root(tokens: Sequence[Token], i: int) -> int:
    while tokens[i].dep == "conj" and tokens[i].head != i:
        i = tokens[i].head
    return i


def _in_relative_clause(tokens: Sequence[Token], i: int, actor: Actor, index: int) -> bool:
    """Whether the pronoun stands in a relative clause on `actor` ("Modi, who said that he")."""
    if actor.sentence != index:
        return False
    while tokens[i].head != i:
        if tokens[i].dep == "relcl":
            noun = tokens[tokens[i].head]
            return actor.mention.start <= noun.start < actor.mention.end
        i = tokens[i].head
    return False


def _same_clause(tokens: Sequence[Token], i: int, actor: Actor, index: int) -> bool:
    """Whether an object pronoun stands under a verb whose subject is `actor`, which it then cannot mean."""
    if actor.sentence != index or actor.head is None or tokens[i].tag != "PRP" or tokens[i].text.endswith("self"):
        return False
    if tokens[i].dep in SUBJECTS:
        return False
    verb = _verb_over(tokens, i)
    subject_of = tokens[_root(tokens, actor.head)].head
    return verb is not None and subject_of in {verb, _root(tokens, verb)}


def _verb_over(tokens: Sequence[Token], i: int) -> int | None:
    """The nearest verb above a token, or None."""
    while tokens[i].head != i:
        i = tokens[i].head
        if tokens[i].pos in {"VERB", "AUX"}:
            return i
    return None


def _governs(tokens: Sequence[Token], i: int, actor: Actor, index: int) -> bool:
    """Whether `actor` is the subject nearest above the pronoun ("after Trump cancelled his trip")."""
    if actor.sentence != index or actor.head is None or actor.dep not in SUBJECTS:
        return False
    verb = _verb_over(tokens, i)
    if verb is not None and tokens[i].dep in SUBJECTS and tokens[i].head == verb:
        verb = _verb_over(tokens, verb)
    while verb is not None:
        subjects = [k for k, t in enumerate(tokens) if t.head == verb and t.dep in SUBJECTS and k != i]
        if subjects:
            return _root(tokens, actor.head) in subjects
        verb = _verb_over(tokens, verb)
    return False


def _excluded(tokens: Sequence[Token], i: int, actor: Actor, index: int) -> bool:
    return _same_clause(tokens, i, actor, index) or _is_said(tokens, i, actor, index)


def _is_said(tokens: Sequence[Token], i: int, actor: Actor, index: int) -> bool:
    """Whether `actor` stands in what the pronoun, as subject of a verb of saying, says ("X will go, he said")."""
    verb = tokens[i].head
    if actor.sentence != index or actor.head is None or tokens[i].dep != "nsubj":
        return False
    if tokens[verb].lemma.lower() not in _SAYING:
        return False
    at = actor.head
    while tokens[at].head not in {at, verb}:
        at = tokens[at].head
    return tokens[at].head == verb and tokens[at].dep == "ccomp"


FINDER = Finder(NAME, VERSION, (Sentence, Mention), (Mention,), find_chains)
