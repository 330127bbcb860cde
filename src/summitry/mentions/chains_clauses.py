"""Clauses: whose subject is whose, and whom a pronoun cannot mean for where it stands (the binding of Chomsky 1981, as
far as a dependency parse shows it)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitry.lexicon import words
from summitry.mentions.chains_scene import SUBJECTS, Actor
from summitry.model.notes import Token

SAYING = frozenset(
    {"say", "tell", "add", "tweet", "write", "declare", "announce", "explain", "note", "ask", "insist", "state", "warn",
     "claim", "argue", "acknowledge", "admit", "remark", "reply", "respond", "joke", "quip", "comment", "stress"}
)  # fmt: skip
_GREETING = frozenset(
    {"praise", "welcome", "hail", "applaud", "laud", "criticise", "criticize", "condemn", "denounce", "oppose", "mock",
     "slam", "protest", "resent", "await", "thank", "congratulate", "accept", "decline", "reject", "dismiss", "answer"}
)  # fmt: skip
"""Verbs whose object, where it is somebody's own doing ("praised his visit"), is another's."""
_RELATIVE = frozenset({"WP", "WDT"})
_FAR = frozenset({"conj", "parataxis"})


def root(tokens: Sequence[Token], i: int) -> int:
    """The first of the words that `i` is joined to by "and"; itself where it is joined to none."""
    seen = {i}
    while tokens[i].dep == "conj" and tokens[i].head not in seen:
        i = tokens[i].head
        seen.add(i)
    return i


def above(tokens: Sequence[Token], i: int) -> Iterator[int]:
    """The words above a word, the nearest first; each once."""
    seen = {i}
    while tokens[i].head not in seen:
        i = tokens[i].head
        seen.add(i)
        yield i


def verb_over(tokens: Sequence[Token], i: int) -> int | None:
    """The nearest verb above a token, or None."""
    return next((k for k in above(tokens, i) if tokens[k].pos in {"VERB", "AUX"}), None)


def subject_of(tokens: Sequence[Token], verb: int) -> int | None:
    """The head of the subject of a verb, its own or the one it shares ("wants to meet", "came and met", "X, who met",
    "asked Y to go", where it is Y); None where there is none."""
    at, seen = verb, {verb}
    while True:
        own = next((k for k, t in enumerate(tokens) if t.head == at and k != at and t.dep in SUBJECTS), None)
        token = tokens[at]
        if own is not None:
            return token.head if token.dep == "relcl" and tokens[own].tag in _RELATIVE else own
        if token.dep in {"acl", "relcl"} and tokens[token.head].pos in {"NOUN", "PROPN", "PRON"}:
            return _doer(tokens, token)
        over = token.head if token.dep in {"xcomp", "conj"} else verb_over(tokens, at)
        if over is None or over in seen or (token.dep not in {"xcomp", "conj", "advcl", "pcomp"}):
            return None
        if token.dep == "xcomp":
            asked = next((k for k, t in enumerate(tokens) if t.head == over and t.dep == "dobj"), None)
            if asked is not None:
                return asked
        seen.add(over)
        at = over


def _doer(tokens: Sequence[Token], verb: Token) -> int | None:
    """Who does what describes a noun: the noun ("the man meeting him"); of a plan "to meet", whose it is."""
    noun = verb.head
    if verb.tag != "VB":
        return noun
    owner = next((k for k, t in enumerate(tokens) if t.head == noun and t.dep == "poss"), None)
    over = verb_over(tokens, noun)
    return owner if owner is not None else (subject_of(tokens, over) if over is not None and over < noun else None)


def is_trigger(token: Token) -> bool:
    """Whether a word may evoke an encounter."""
    part = {"VERB": "verb", "NOUN": "noun"}.get(token.pos)
    return part is not None and (token.lemma.lower(), part) in words.trigger_words()


def cannot_mean(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether the pronoun at `i` cannot mean an actor of its own sentence, for where the two stand."""
    if actor.head is None or actor.head == i:
        return False
    if tokens[i].tag == "PRP$":
        return _within_possessed(tokens, i, actor) or _is_greeter(tokens, i, actor)
    if tokens[i].dep in SUBJECTS:
        return _is_said(tokens, i, actor) or _below_subject(tokens, i, actor) or _whom(tokens, i) == actor.head
    return tokens[i].tag == "PRP" and not tokens[i].text.endswith("self") and _same_clause(tokens, i, actor)


def _same_clause(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether an object pronoun and `actor` are two parts of one verb ("Xi met him", "Xi wants to meet him")."""
    verb = verb_over(tokens, i)
    if verb is None or actor.head is None:
        return False
    head = root(tokens, actor.head)
    if subject_of(tokens, verb) in {head, actor.head}:
        return True
    over = tokens[head].head
    return tokens[head].dep in {"dobj", "dative"} and over == verb and head < i


def _below_subject(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether `actor` follows the subject pronoun under its verb ("he met Xi", "he said that Xi")."""
    if actor.head is None or actor.head < i:
        return False
    return _under(tokens, actor.head, tokens[i].head)


def _within_possessed(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether `actor` stands in what is possessed ("his meeting with Xi")."""
    return actor.head is not None and actor.head > i and _under(tokens, actor.head, tokens[i].head)


def _under(tokens: Sequence[Token], i: int, top: int) -> bool:
    """Whether `i` stands under `top`, otherwise than in a clause joined to it."""
    below = i
    for k in above(tokens, i):
        if k == top:
            return not (tokens[below].dep in _FAR and tokens[below].pos in {"VERB", "AUX"})
        below = k
    return False


def _is_greeter(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether `actor` praises, welcomes or opposes what is possessed: somebody else's."""
    noun = tokens[tokens[i].head]
    verb = tokens[noun.head]
    if noun.dep != "dobj" or verb.lemma.lower() not in _GREETING or actor.head is None:
        return False
    return subject_of(tokens, noun.head) == root(tokens, actor.head)


def _whom(tokens: Sequence[Token], i: int) -> int | None:
    """The noun that a relative clause describes whose subject is the pronoun ("Xi, whom he met")."""
    verb = tokens[i].head
    if tokens[verb].dep != "relcl":
        return None
    objects = (t for k, t in enumerate(tokens) if k != i and t.tag in _RELATIVE and t.dep not in SUBJECTS)
    whom = any(t.text.lower() in {"who", "whom"} and (t.head == verb or tokens[t.head].head == verb) for t in objects)
    return tokens[verb].head if whom else None


def _is_said(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether `actor` stands in what the pronoun, as subject of a verb of saying, says ("X will go, he said")."""
    verb = tokens[i].head
    if actor.head is None or tokens[i].dep != "nsubj" or tokens[verb].lemma.lower() not in SAYING:
        return False
    below = actor.head
    for k in above(tokens, actor.head):
        if k == verb:
            return tokens[below].dep == "ccomp"
        below = k
    return False


def in_relative_clause(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether the pronoun stands in a relative clause on `actor` ("Modi, who said that he")."""
    verb = next((k for k in (i, *above(tokens, i)) if tokens[k].dep == "relcl"), None)
    return verb is not None and actor.mention.start <= tokens[tokens[verb].head].start < actor.mention.end


def owns_object(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether a possessive stands on the object of a verb whose subject is `actor` ("Pence came after Trump cancelled
    his trip")."""
    noun = tokens[tokens[i].head]
    if tokens[i].tag != "PRP$" or noun.dep != "dobj" or actor.head is None:
        return False
    return subject_of(tokens, noun.head) == root(tokens, actor.head)


def heads_clause(tokens: Sequence[Token], i: int, actor: Actor) -> bool:
    """Whether `actor` is the subject over the clause of a subject pronoun ("Trump raised a storm when he met")."""
    if tokens[i].dep not in SUBJECTS or actor.head is None:
        return False
    over = [k for k in above(tokens, tokens[i].head) if tokens[k].pos in {"VERB", "AUX"}]
    return any(subject_of(tokens, k) == root(tokens, actor.head) for k in over)


def main_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether the verb over a word is a sentence's own, or joined to it."""
    verb = verb_over(tokens, i)
    return verb is None or tokens[root(tokens, verb)].dep == "ROOT"
