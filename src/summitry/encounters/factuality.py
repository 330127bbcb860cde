"""Whether an event took place, how surely, and when, as its sentence puts it.

Own words first (auxiliaries, negation, modifiers), then predicate by predicate up the parse, each with the value it has
itself: the scheme of Nairn, Condoravdi and Karttunen 2006 (implicatives by the polarity they stand in) over the
values of Sauri and Pustejovsky 2009 (certain, probable, possible, unknown).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from summitry.encounters.factuality_governors import Step, infinitive, leader, participles, step
from summitry.encounters.factuality_sequels import OPEN, closing, denied_beside
from summitry.encounters.factuality_subjects import unfulfilled
from summitry.encounters.factuality_words import CERTAINTY, CONDITIONS, LEVELS, Value, own
from summitry.lexicon import cues
from summitry.lexicon.cues import Cue, Effect, lemma, part
from summitry.model.notes import Attribution, Certainty, Modality, Polarity, Sentence, Tense
from summitry.model.text import Article, Quote
from summitry.model.trees import Tree, tree_of

NEGATIVE_PREPOSITIONS = frozenset({"without", "instead of", "rather than", "in lieu of", "short of"})
AHEAD_PREPOSITIONS = frozenset({"before", "ahead of", "until", "till", "prior to", "pending", "toward", "towards"})
ANSWERS = frozenset({"decline", "deny", "accept", "prevent", "doubt"})
"""Classes that answer words: their object was uttered, whatever comes of it."""
WISHES = frozenset({"want", "propose", "request", "invite", "plan", "try", "promise"})
REPORTS = frozenset({"say", "rumour", "think", "predict", "fear", "announce"})
"""Classes of nouns whose denial denies what they tell: "reports that they met are false"."""
TOPICAL = frozenset({"on", "about", "over", "regarding", "concerning"})
"""Prepositions of what a report is about: who denies "comments on the visit" denies no visit."""
UNDOING = frozenset({"cancel", "postpone", "decline"})
"""Classes that, where they only may come true, cast doubt on the event instead."""
REFUSALS = frozenset({"decline", "deny", "cancel", "prevent"})
"""Classes that, done to a wish, leave it unfulfilled: "rejected a proposal to meet"."""
AHEAD_MARKS = frozenset({"until", "till", "before", "once", "when", "after", "as"})
BACKWARD_MARKS = frozenset({"after", "since", "as"})
"""Marks of clauses that keep a past tense of their own beside a future: "would resume flights after they met"."""
GOING_AHEAD = frozenset({"go ahead", "go", "proceed", "go through", "materialise", "materialize"})
"""Verbs of what was planned: that it did not go ahead says that it was called off."""
SIGNALLING = frozenset({"indicate", "suggest", "signal", "mean", "show", "reflect", "underline", "demonstrate", "mark"})
"""Verbs whose subject is there, whatever it may say: "a visit that may indicate"."""
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
OPENING = '"“‘«„'
CLOSING = '"”’»“'


@dataclasses.dataclass(frozen=True)
class Governor:
    """A predicate that acts on the event. `kind`: its class in cues.tsv, or "silence" where a party's confirmation is
    negated or refused; `negated`: as its own sentence has it; `subject`: its subject's token index, or None."""

    lemma: str
    kind: str
    index: int
    negated: bool
    subject: int | None
    quote: Quote


@dataclasses.dataclass(frozen=True)
class Reading:
    """What a sentence says of one event. `score`: factuality from -3 (certainly not) to 3 (certainly so).

    `governors`: nearest first. `hedges`: words beside it that weaken or deny it. `rumour`: nobody answers for it.
    `shifted`: a future seen from the past ("was to", "had been scheduled to", "would have").
    `likelihood`: the words of an ICD 203 band that grade it, or None. `cues`: all words that the reading rests on.
    """

    polarity: Polarity
    certainty: Certainty
    score: float
    modality: Modality
    tense: Tense
    cues: tuple[Quote, ...] = ()
    hedges: tuple[Quote, ...] = ()
    governors: tuple[Governor, ...] = ()
    rumour: bool = False
    shifted: bool = False
    likelihood: str | None = None


def judge(article: Article, sentence: Sentence, index: int, attributions: Sequence[Attribution]) -> Reading:
    """The reading of the event evoked by the token `index` of a parsed sentence (a verb, a noun or an adjective).

    Raises IndexError where the sentence has no such token.
    """
    tree = tree_of(sentence.tokens)
    token = tree[index]
    value = _value(tree, index, len(tree), headline=sentence.block in ("headline", "caption"))
    _whole_sentence(article, sentence, tree, index, value)
    governors = tuple(_governors(article, tree, index))
    tense = value.tense or "past"
    if token.pos not in ("VERB", "AUX") and value.tense is None and value.modality in ("planned", "predicted"):
        tense = "future"
    polarity: Polarity = "pos" if value.sign > 0 else "neg"
    told = sorted({*value.cues, *value.hedges})
    words = " ".join(tree[i].text for i in sorted({*told, *(i for g in governors for i in _around(tree, g.index))}))
    graded = cues.likelihood(words) if told or governors else None
    del attributions
    return Reading(
        polarity,
        CERTAINTY[value.level],
        score(polarity, CERTAINTY[value.level], value.modality, tense),
        value.modality,
        tense,
        tuple(_quote(article, tree, i) for i in told),
        tuple(_quote(article, tree, i) for i in sorted(set(value.hedges))),
        governors,
        value.rumour,
        value.shifted,
        graded.words if graded else None,
    )


SIZES: dict[Certainty, float] = {"certain": 3.0, "probable": 2.0, "possible": 0.8, "unknown": 0.4}
AHEAD_SIZE = 1.6
DENIED_SIZE = 1.7
DENIED_AHEAD_SIZE = 1.2
"""Sizes of the score by certainty: rounded means of what readers gave, between UW dev (where what is only planned or
wished for counts as rather so) and UDS-IH2 dev (where it counts as not). Readers deny less surely than they assert, and
what did not yet happen or only might have less surely still (UW dev, mean -.7)."""


def score(polarity: Polarity, certainty: Certainty, modality: Modality, tense: Tense) -> float:
    """Factuality in [-3, 3]."""
    del tense
    size = SIZES[certainty]
    if modality in ("planned", "predicted") and certainty == "probable":
        size = AHEAD_SIZE
    if polarity == "neg":
        size = min(size, DENIED_SIZE if modality == "asserted" else DENIED_AHEAD_SIZE)
    return size if polarity == "pos" else -size


def _value(tree: Tree, index: int, fuel: int, *, headline: bool) -> Value:
    """The value of a token: its own words, then what governs it, at its own value. `fuel` bounds the climb."""
    value = own(tree, index, headline=headline)
    for below in participles(tree, index) if part(tree, index) == "noun" and fuel > 0 else ():
        _govern(tree, index, value, below, own(tree, below.index))
    above = step(tree, index)
    if above is None or fuel <= 0:
        return _beside(tree, index, above, value)
    governor = _value(tree, above.index, fuel - 1, headline=headline)
    if above.cue is not None:
        _govern(tree, index, value, above, governor)
    elif above.complement == "adverbial":
        _adverbial(tree, index, value, above, governor)
    elif above.complement == "same":
        _inherit(value, governor)
    elif part(tree, index) != "verb":
        _lend_time(value, governor)
        taken = _definite(tree, index) or (above.complement == "subject" and lemma(tree, above.index) in SIGNALLING)
        if governor.modality == "hypothetical" and value.modality == "asserted" and not taken:
            value.modality = governor.modality
            value.weaken(governor.level)
    elif above.complement == "infinitive" and part(tree, above.index) != "verb":
        _inherit(value, governor)
        value.weaken("PS")
        value.modality = "hypothetical"
    elif above.complement in ("clause", "infinitive"):
        sign = value.sign
        _inherit(value, governor)
        if _asked(tree, index):
            value.sign = sign
    return _beside(tree, index, above, value)


def _beside(tree: Tree, index: int, above: Step | None, value: Value) -> Value:
    """What a later clause does to the event: refuses the wish for it, denies the report of it."""
    after = closing(tree, above.index) if above is not None and above.cue and above.cue.kind in OPEN else None
    denial = denied_beside(tree, index)
    if after is not None and after.cue is not None and after.cue.kind == "accept":
        value.level, value.modality, value.tense = "PR", "planned", "future"
        value.cues.append(after.index)
    elif after is not None and value.sign > 0:
        value.sign, value.shifted = -1, True
        value.cues.append(after.index)
    if denial is not None:
        value.sign = -1
        value.weaken("PS")
        value.cues.append(denial.index)
    return value


def _govern(tree: Tree, index: int, value: Value, above: Step, governor: Value) -> None:
    cue = above.cue
    if cue is None:
        return
    if _presupposed(tree, index, cue):
        value.tense = value.tense or governor.tense
        return
    undone = _undone(tree, above, cue)
    if undone is not None:
        value.apply(Effect("CT" if cue.kind in REPORTS else "PR", -1))
        if cue.kind == "plan":
            value.modality, value.tense = "planned", "future"
        value.cues += [above.index, undone]
        return
    if cue.kind in UNDOING and _open(governor):
        value.weaken("PS")
        value.modality, value.tense = "planned" if value.modality == "asserted" else value.modality, "future"
        value.cues += [above.index, *governor.cues]
        return
    value.apply(cue.affirmed if governor.sign > 0 else cue.negated)
    transparent = cue.affirmed.certainty == "="
    if above.complement == "clause" and _reported_future(tree, index):
        value.level, value.modality = ("PR" if value.level == "PS" else value.level), "predicted"
    if not transparent:
        value.weaken(governor.level)
    value.rumour |= cue.kind == "rumour" or governor.rumour
    value.cues += [above.index, *governor.cues]
    bare = value.tense is None or part(tree, index) != "verb"
    if cue.modality is not None and (value.modality == "asserted" or cue.modality == "hypothetical"):
        value.modality = cue.modality
    elif value.modality == "asserted" and not transparent:
        value.modality = governor.modality
    if cue.modality is not None and bare and cue.kind not in ("think", "rumour"):
        value.tense = "future"
        ahead = cue.kind in ("plan", "predict") and cue.part != "noun"
        value.shifted |= ahead and governor.tense == "past" and not _backshifted(tree, above.index)
    elif bare:
        value.tense = governor.tense or value.tense
    value.shifted |= governor.shifted


def _undone(tree: Tree, above: Step, cue: Cue) -> int | None:
    """What denies the noun of a report, refuses that of a wish, or leaves it unfulfilled; None where nothing does."""
    index = above.index
    if cue.part != "noun" or (cue.kind in REPORTS and above.preposition in TOPICAL):
        return None
    outer = step(tree, index)
    if outer is None or outer.cue is None:
        fallen = unfulfilled(tree, index) if cue.kind in WISHES else None
        return fallen if fallen is not None and not tree.children(fallen, "neg") else None
    kinds = {"deny"} if cue.kind in REPORTS else REFUSALS if cue.kind in WISHES else set()
    return outer.index if outer.cue.kind in kinds and own(tree, outer.index).sign > 0 else None


def _presupposed(tree: Tree, index: int, cue: Cue) -> bool:
    """An offer that is rejected was made; what one asks "who" or "why" about happened."""
    at = leader(tree, index)
    if part(tree, index) == "noun":
        own = cues.cue(lemma(tree, index), "noun")
        if own is not None and own.kind == "try":
            return cue.kind in (*ANSWERS, "postpone")
        return cue.kind in ANSWERS and own is not None and own.takes != ""
    wh = [c for c in tree.children(at) if tree[c].tag in ("WP", "WRB", "WDT") and c < at]
    return cue.kind in ("ask", "doubt", "know") and bool(wh) and not infinitive(tree, at)


def _asked(tree: Tree, index: int) -> bool:
    """Whether a clause that is a subject asks ("what they will do is not clear"): denying its predicate denies no
    event."""
    at = leader(tree, index)
    return tree[at].dep == "csubj" and any(tree[c].tag in ("WP", "WRB", "WDT") for c in tree.children(at))


def _backshifted(tree: Tree, index: int) -> bool:
    """Whether a past tense is that of indirect speech ("said he planned to go", which he may still)."""
    finite = next((i for i in (index, *tree.up(index)) if tree[i].dep in ("ccomp", "ROOT")), index)
    head = tree.head(finite)
    if head is None or tree[finite].dep != "ccomp" or tree[head].tag != "VBD":
        return False
    row = cues.cue(lemma(tree, head), "verb", "clause")
    perfect = any(tree[k].text.casefold() == "had" for k in tree.children(finite, "aux"))
    return row is not None and row.kind in cues.SPEECH and not perfect


def _reported_future(tree: Tree, index: int) -> bool:
    """ "He said that he would go": the "will" of indirect speech, unless it stands beside a condition."""
    aux = tree.children(index, "aux")
    would = any(tree[a].text.casefold() in ("would", "'d", "’d") for a in aux)
    if not would or any(lemma(tree, a) == "have" for a in aux):
        return False
    return not any(lemma(tree, m) in CONDITIONS for c in tree.children(index) for m in tree.children(c, "mark"))


def _inherit(value: Value, governor: Value) -> None:
    value.sign *= governor.sign
    value.weaken(governor.level)
    value.tense = value.tense or governor.tense
    supposed = governor.modality == "hypothetical" and governor.level == "U"
    if value.modality == "asserted" or supposed:
        value.modality = governor.modality
    value.rumour |= governor.rumour
    value.shifted = (value.shifted or governor.shifted) and not supposed
    value.cues += governor.cues
    value.hedges += governor.hedges


def _definite(tree: Tree, index: int) -> bool:
    """Whether a noun names something that is taken to be there already: "the siege", "their quarrel"."""
    return any(tree[c].dep == "poss" or lemma(tree, c) in DEFINITE for c in tree.children(index))


def _lend_time(value: Value, governor: Value) -> None:
    """A noun under a verb that presupposes it: it takes the verb's time where it has none of its own."""
    value.tense = value.tense or governor.tense
    if governor.tense == "future" and value.modality == "asserted" and value.level == "CT":
        value.modality = governor.modality
        value.weaken("PR")


def _adverbial(tree: Tree, index: int, value: Value, above: Step, governor: Value) -> None:
    """An event in an adverbial: a condition, a purpose, or the object of a preposition."""
    if any(lemma(tree, m) in CONDITIONS for m in tree.children(leader(tree, index), "mark", "advmod")):
        value.weaken("U")
        value.modality = "hypothetical"
        return
    word = above.preposition or ""
    marks = {lemma(tree, m) for m in tree.children(leader(tree, index), "mark", "advmod")}
    if marks & BACKWARD_MARKS and value.tense == "past":
        return
    ahead = marks & AHEAD_MARKS
    if ahead and (governor.tense == "future" or governor.modality != "asserted"):
        value.weaken("PR")
        value.modality = "predicted" if value.modality == "asserted" else value.modality
        value.tense = "future"
    elif word in NEGATIVE_PREPOSITIONS:
        value.sign *= -1
    elif word in AHEAD_PREPOSITIONS and governor.tense != "past":
        value.tense = value.tense or "future"
        if value.modality == "asserted":
            value.modality = "planned"
        value.weaken("PR")
    elif part(tree, index) == "verb" and infinitive(tree, leader(tree, index)):
        value.weaken(min("PR", governor.level, key=LEVELS.index))
        value.modality = governor.modality if governor.modality != "asserted" else value.modality
        value.sign *= governor.sign
    elif part(tree, index) != "verb":
        _lend_time(value, governor)
        return
    value.tense = value.tense or governor.tense


def _whole_sentence(article: Article, sentence: Sentence, tree: Tree, index: int, value: Value) -> None:
    """A question asserts nothing; scare quotes around the event's word put it at a distance."""
    text = sentence.quotes[0].text.rstrip('"”’ )')
    asks_whether = not any(tree[k].tag in ("WP", "WRB", "WDT") for k in range(min(3, len(tree))))
    roots = {index, leader(tree, index)}
    root = next((i for i in (index, *tree.up(index)) if tree.head(i) is None), index)
    open_to_it = root in roots or value.modality != "asserted" or part(tree, index) != "verb"
    if text.endswith("?") and asks_whether and open_to_it:
        value.weaken("PS" if part(tree, index) != "verb" else "U")
        value.rumour |= part(tree, index) != "verb"
    token = tree[index]
    before, after = article.text[max(0, token.start - 1) : token.start], article.text[token.end : token.end + 1]
    if before and after and before in OPENING and after in CLOSING:
        value.weaken("PS")
        value.rumour = True
        value.hedges.append(index)


def _governors(article: Article, tree: Tree, index: int) -> list[Governor]:
    steps = participles(tree, index) if part(tree, index) == "noun" else []
    denials: list[Step] = []
    at: int | None = index
    for _ in range(len(tree)):
        denial = denied_beside(tree, at) if at is not None else None
        denials += [denial] if denial is not None else []
        above = step(tree, at) if at is not None else None
        if above is None:
            break
        if above.cue is not None:
            after = closing(tree, above.index) if above.cue.kind in OPEN else None
            steps += [s for s in (above, after) if s is not None]
        at = above.index
    found = _own_wishes([_governor(article, tree, s) for s in (*steps, *denials)])
    return list({g.index: g for g in reversed(found)}.values())[::-1]


def _own_wishes(governors: list[Governor]) -> list[Governor]:
    """Without the wishes that are for the event's undoing ("called for him to cancel the visit" asks for no visit)."""
    undone = next((i for i, g in enumerate(governors) if g.kind == "doubt"), len(governors))
    return [g for i, g in enumerate(governors) if i <= undone or g.kind not in OPEN]


def _governor(article: Article, tree: Tree, above: Step) -> Governor:
    value = own(tree, above.index)
    outer = step(tree, above.index)
    kind = above.cue.kind if above.cue else ""
    refused = outer is not None and outer.cue is not None and outer.cue.kind in ("decline", "fail")
    if kind in UNDOING and _open(_value(tree, above.index, len(tree), headline=False)):
        kind = "doubt"
    if kind == "confirm" and (value.sign < 0 or refused):
        kind = "silence"
    negated = (value.sign < 0) != _denied(tree, outer)
    word = above.cue.word if above.cue else lemma(tree, above.index)
    if kind == "occur" and negated and (value.tense == "future" or word in GOING_AHEAD):
        kind, negated = "cancel", False
    quote = _quote(article, tree, above.index)
    return Governor(word, kind, above.index, negated, subject_of(tree, above.index), quote)


def _open(governor: Value) -> bool:
    """Whether a governor only may be, or is only wished for ("could be cancelled", "called on him to cancel it")."""
    return governor.level in ("U", "PS") and governor.modality == "hypothetical"


def _denied(tree: Tree, outer: Step | None) -> bool:
    """Whether a governor's clause is itself denied ("denied that the visit had been cancelled")."""
    denial = outer is not None and outer.complement == "clause" and outer.cue is not None and outer.cue.kind == "deny"
    return denial and outer is not None and own(tree, outer.index).sign > 0


def subject_of(tree: Tree, index: int) -> int | None:
    """The token of a verb's (or a copula's complement's) subject: its own, or that of the verb it hangs on; else None.

    For a passive, its agent ("cancelled by Seoul").
    """
    at = index
    for _ in range(len(tree)):
        agent = tree.child(at, "agent")
        if agent is not None:
            return tree.child(agent, "pobj")
        subject = tree.child(at, "nsubj")
        if subject is not None:
            return subject
        if tree.child(at, "nsubjpass") is not None:
            return None
        head = tree.head(at)
        if head is None or tree[at].dep not in ("conj", "xcomp", "acomp", "attr", "advcl", "aux"):
            return None
        at = head
    return None


def _around(tree: Tree, index: int) -> list[int]:
    """A governor with the modifiers that grade it ("highly unlikely", "strong possibility")."""
    return [index, *(c for c in tree.children(index) if tree[c].dep in ("advmod", "amod", "det", "neg", "compound"))]


def _quote(article: Article, tree: Tree, index: int) -> Quote:
    return article.quote(tree[index].start, tree[index].end)
