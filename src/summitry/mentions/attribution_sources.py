"""Who a source is: its name, its kind, whether it is named, and what it is said to know."""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Sequence

from summitry.lexicon import cues, outlets
from summitry.lexicon.cues import lemma
from summitry.lexicon.organisations import organisation_forms
from summitry.lexicon.outlets import Outlet
from summitry.lexicon.states import country_code, state_forms
from summitry.mentions.attribution_grammar import RELATIVES, Saying
from summitry.model.notes import Mention, Referent, SourceKind
from summitry.model.text import Article
from summitry.model.trees import Tree

PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "that", "his", "her", "their", "its", "him", "them"})
PERSONAL = frozenset({"he", "she", "his", "her", "him"})
REPORTING = frozenset({"report", "broadcast", "publish", "according"})
"""Cues beside which a word that is also a name ("Dawn", "Time") is the outlet."""
COLLECTIVE = frozenset({"outlet", "agency", "named_organisation"})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you", "your"})
_KNOWS = re.compile(
    r"(?:with (?:\w+ ){0,2}(?:knowledge|understanding|experience) of"
    r"|(?:who (?:is|are|was|were) )?(?:directly )?(?:familiar with|close to|briefed on|privy to|involved in"
    r"|informed (?:of|about)|knowledgeable (?:of|about)|in contact with|acquainted with))\s[^,;.”\"]+",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"condition of anonymity|(?:declined|asked|requested|wished|wanted|preferred|refus\w+) (?:not )?to be"
    r" (?:named|identified)|anonymous(?:ly)?\b|unnamed|unidentified|not authori[sz]ed to|speaking on background",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\A(?:the|a|an|another|one|two|three|several|some|many|both|its|his|her|their)\s+", re.IGNORECASE)
_CLAUSE = re.compile(r",?\s+(?:who|which|that|whose)\s|,\s+(?:speaking|quoted|cited|citing|quoting)\s")
_MARK = re.compile(r"\s*(?:[^\w\s“”\"‘’'(\[$€£@#&.]+\s+|[•*·▪►●■◦‣→»]+\s*|\(?\d{1,2}[.)]\s+)")
"""A bullet or a number of a list before a name."""
_WRAPPED = 60
"""Code points from which a line may be broken for its length; headings and items of lists are shorter."""
_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclasses.dataclass(frozen=True)
class Source:
    """Who says: as `Attribution` has it. `speaks`: False for what cannot say anything ("the visit may indicate")."""

    name: str
    kind: SourceKind
    anonymous: bool = False
    knows: str | None = None
    entity: str | None = None
    country: str | None = None
    speaks: bool = True


class Sources:
    """Says who a stretch of an article names as a source, by its mentions, the outlets, and the parse."""

    def __init__(self, article: Article, mentions: Sequence[Mention]) -> None:
        self._article = article
        self._mentions = tuple(mentions)
        self._starts = [m.start for m in mentions]
        self._last: tuple[int, Source] | None = None

    def of_saying(self, tree: Tree, saying: Saying, sentence: int) -> Source:
        """The source of a saying in the sentence number `sentence` (a pronoun may mean the source before it)."""
        if saying.source is None or saying.head is None:
            return Source("unnamed", "unnamed", anonymous=True)
        head = saying.head
        if tree[head].text.casefold() in RELATIVES and tree[head].dep in ("nsubj", "nsubjpass"):
            head = _antecedent(tree, head)
            low, high = tree.edges(head)
            high = min(high, saying.source[0] - 1) if saying.source[0] > head else high
        else:
            low, high = saying.source
        start, end = tree[low].start, tree[max(low, high)].end
        reporting = tree[saying.at].lemma in REPORTING or tree[low].text.casefold() == "the"
        found = self._of(start, end, tree, head, reporting=reporting)
        if tree[head].text.casefold() in PRONOUNS and found.kind == "unnamed":
            single = tree[head].text.casefold() in PERSONAL
            recent = self._last
            if recent is not None and sentence - recent[0] <= 2 and (recent[1].kind not in COLLECTIVE or not single):
                return recent[1]
        elif found.kind in ("named_person", "named_organisation", "outlet", "agency") or found.anonymous:
            self._last = (sentence, found)
        return found

    def of_range(self, tree: Tree, span: tuple[int, int]) -> Source:
        """The source that a range of a parse names."""
        low, high = span
        head = next((k for k in range(low, high + 1) if not low <= tree[k].head <= high), low)
        return self._of(tree[low].start, tree[high].end, tree, head)

    def of_span(self, start: int, end: int) -> Source:
        """The source that a stretch names, without a parse."""
        return self._of(start, end, None, None)

    def _of(self, start: int, end: int, tree: Tree | None, head: int | None, *, reporting: bool = False) -> Source:
        start, end = self._one_line(start, end, tree[head].start if tree is not None and head is not None else end - 1)
        text = self._article.text[start:end]
        after = self._article.text[start : min(len(self._article.text), end + 120)]
        knows = _KNOWS.search(text)
        hidden = _UNNAMED.search(after.split("\n")[0]) is not None
        at = (tree[head].start, tree[head].end) if tree is not None and head is not None else (start, end)
        mention = self._mention(start, end, at)
        plain = Source(_plain(text), "unnamed", anonymous=True)
        noun = cues.source_noun(_head_word(text, tree, head))
        outlet = self._outlet(text, tree, head, reporting=reporting)
        if outlet is not None and (noun is None or noun.kind in ("media", "document", "body")):
            kind: SourceKind = "agency" if outlet.kind == "agency" else "outlet"
            found = Source(outlet.name, kind, entity=outlet.id, country=outlet.country)
        elif mention is not None and mention.referents and not (noun is not None and noun.kind == "media"):
            found = self._titled(_of_mention(mention, mention.referents[0], text), tree, head)
        elif tree is not None and head is not None:
            found = self._titled(self._of_noun(text, tree, head, noun), tree, head)
        else:
            found = plain if noun is not None else Source(_plain(text), "named_organisation")
        known = knows.group().strip() if knows else None
        if hidden and found.kind not in ("outlet", "agency"):
            found = dataclasses.replace(found, anonymous=True)
        return dataclasses.replace(found, knows=known)

    def _one_line(self, start: int, end: int, at: int) -> tuple[int, int]:
        """The part of a stretch around `at` that no line end cuts off. A line end after a long line only wraps it."""
        text = self._article.text
        for k in range(start, end):
            if text[k] != "\n":
                continue
            wrapped = k - (text.rfind("\n", 0, k) + 1) >= _WRAPPED and not _MARK.match(text, k + 1)
            if wrapped and text[k + 1 : k + 2] != "\n":
                continue
            if k >= at:
                return start, k
            start = k + 1
        return start, end

    def _outlet(self, text: str, tree: Tree | None, head: int | None, *, reporting: bool) -> Outlet | None:
        """The outlet that the stretch names: all of it, or its head's name ("the state-run Xinhua news agency")."""
        found = _outlet_named(_plain(text), reporting=reporting)
        if found is not None or tree is None or head is None:
            return found
        if tree[head].pos == "PRON":
            return None
        first = head
        while first > 0 and tree[first - 1].pos == "PROPN":
            first -= 1
        near = {k for k in tree.children(head, "compound", "nmod", "appos") if tree[k].pos == "PROPN"}
        words = sorted(near | set(range(first, head + 1)))
        for k in range(len(words)):
            for j in range(len(words), k, -1):
                span = self._article.text[tree[words[k]].start : tree[words[j - 1]].end]
                found = outlets.outlet_forms().get(_plain(span))
                if found is not None and not outlets.is_risky_outlet_form(_plain(span)):
                    return found
        return None

    def _mention(self, start: int, end: int, head: tuple[int, int]) -> Mention | None:
        """The mention in the stretch that its head belongs to: the longest over the head, a name before a title."""
        low = bisect.bisect_left(self._starts, start - 80)
        found = []
        for mention in self._mentions[low:]:
            if mention.start >= end:
                break
            if mention.start < head[1] and head[0] < mention.end and mention.start >= start - 1:
                found.append(mention)
        return max(found, key=lambda m: (bool(m.referents), m.form == "name", m.end - m.start), default=None)

    def _of_noun(self, text: str, tree: Tree, head: int, noun: cues.SourceNoun | None) -> Source:
        token = tree[head]
        country = self._country(tree, head)
        if noun is not None and token.pos != "PROPN":
            return self._of_source_noun(text, tree, head, noun)
        if token.pos == "PROPN" or token.ent:
            kind: SourceKind = "named_person" if self._personal(tree, head) else "named_organisation"
            return Source(_plain(_name(tree, head)), kind, country=country)
        if token.text.casefold() in FIRST_PERSON:
            return Source(text, "author")
        plain = token.pos == "NOUN"
        return Source(_brief(text), "unnamed", anonymous=plain, country=country, speaks=not plain)

    def _of_source_noun(self, text: str, tree: Tree, head: int, noun: cues.SourceNoun) -> Source:
        country = self._country(tree, head)
        if noun.kind == "person":
            name = next((k for k in tree.children(head, "appos") if tree[k].pos == "PROPN"), None)
            if name is not None:
                return Source(_plain(_words(tree, name)), "named_person", country=country)
            if not noun.anonymous:
                country = country or self._country_within(tree, head)
            return Source(_brief(text), "unnamed", anonymous=noun.anonymous, country=country)
        if noun.kind == "media":
            return Source(_brief(text), "outlet", country=outlets.state_media_of(text) or country)
        if noun.kind == "document":
            return _author_of(tree, head, country) or Source(_plain(text), "unnamed", country=country)
        return Source(_plain(text), "named_organisation", country=country)

    def _personal(self, tree: Tree, head: int) -> bool:
        """Whether a name that no mention knows is a person's. Recognisers take a bare surname for anything ("Suga
        said"): one capitalised word without an article that names no state, body or outlet counts as a person."""
        token = tree[head]
        if token.ent in ("PERSON", ""):
            return True
        bare = not tree.children(head, "det", "compound", "nmod", "amod") and not token.text.isupper()
        return bare and token.text not in state_forms() and token.text not in organisation_forms()

    def _titled(self, found: Source, tree: Tree | None, head: int | None) -> Source:
        """A named person of no known state speaks for the one that a spokesman's title beside the name does
        ("Merkel's spokesman Steffen Seibert")."""
        if found.country is not None or found.kind != "named_person" or tree is None or head is None:
            return found
        near = (head, *tree.children(head, "appos", "compound", "nmod"))
        title = next((k for k in near if _on_record(lemma(tree, k))), None)
        if title is None:
            return found
        return dataclasses.replace(found, country=self._country_within(tree, head))

    def _country_within(self, tree: Tree, head: int) -> str | None:
        """The state that a spokesman's words name anywhere ("a spokeswoman for the Kremlin", "a Foreign Ministry
        spokeswoman in Beijing"), or None where they name none or several."""
        low, high = tree.edges(head)
        forms = [state_forms().get(tree[k].text) for k in range(low, high + 1)]
        found = {form.iso3[0] for form in forms if form is not None and len(form.iso3) == 1}
        start, end = tree[low].start, tree[high].end
        for mention in self._mentions[bisect.bisect_left(self._starts, start) :]:
            if mention.start >= end:
                break
            found |= {r.country for r in mention.referents if r.country is not None}
        return found.pop() if len(found) == 1 else None

    def _country(self, tree: Tree, head: int) -> str | None:
        """The state that an adjective or owner of the source names ("a Chinese official")."""
        spans = [(tree[k].start, tree[k].end) for k in (*tree.children(head, "amod", "poss", "compound", "nmod"), head)]
        for start, end in spans:
            found = self._mention(start, end, (start, end))
            if found is not None and found.referents and found.referents[0].country:
                return found.referents[0].country
        return None


def _on_record(word: str) -> bool:
    noun = cues.source_noun(word)
    return noun is not None and noun.kind == "person" and not noun.anonymous


def _outlet_named(text: str, *, reporting: bool) -> Outlet | None:
    """The outlet of this name. A state's name names none; a name that is also a word does where it is `reporting`."""
    forms = outlets.outlet_forms()
    if not text[:1].isupper():
        return None
    if outlets.is_risky_outlet_form(text):
        return forms.get(text) or forms.get(f"The {text}") if reporting or " " in text else None
    if text in state_forms() or country_code(text) is not None:
        return forms.get(text) if " " in text else None
    return outlets.outlet_named(text)


def _of_mention(mention: Mention, referent: Referent, text: str) -> Source:
    kinds: dict[str, SourceKind] = {
        "person": "named_person", "state": "named_organisation", "organisation": "named_organisation",
        "place": "named_organisation",
    }  # fmt: skip
    kind = kinds.get(referent.kind)
    if kind is None or (referent.kind == "person" and referent.entity is None and mention.form == "nominal"):
        return Source(_plain(text), "unnamed", anonymous=True, country=referent.country)
    return Source(referent.name, kind, entity=referent.entity, country=referent.country)


def _author_of(tree: Tree, head: int, country: str | None) -> Source | None:
    """Whose a document is: "Lavrov's letter", "a Foreign Ministry statement"; None where it does not say."""
    owner = tree.child(head, "poss")
    if owner is not None and tree[owner].pos == "PROPN":
        kind: SourceKind = "named_person" if tree[owner].ent == "PERSON" else "named_organisation"
        return Source(_plain(_words(tree, owner)), kind, country=country)
    names = [k for k in tree.children(head, "compound", "nmod") if tree[k].pos == "PROPN"]
    if not names:
        return None
    words = " ".join(tree[k].text for k in range(tree.edges(names[0])[0], names[-1] + 1))
    return Source(_plain(words), "named_organisation", country=country)


def _brief(text: str) -> str:
    """An unnamed source's words without the clause behind ("an official who asked not to be named")."""
    return _plain(_CLAUSE.split(text, maxsplit=1)[0])


def _antecedent(tree: Tree, relative: int) -> int:
    """What "who" stands for: the noun that its clause hangs on."""
    for above in tree.up(relative):
        if tree[above].dep in ("relcl", "acl"):
            head = tree.head(above)
            return relative if head is None else head
    return relative


def _head_word(text: str, tree: Tree | None, head: int | None) -> str:
    if tree is not None and head is not None:
        if tree[head].pos == "PROPN" and tree[head].ent == "PERSON":
            return ""
        text = tree[head].text.casefold()
        return text if cues.source_noun(text) is not None else tree[head].lemma.casefold()
    words = text.split()
    return words[-1].casefold() if words else ""


def _words(tree: Tree, index: int) -> str:
    low, high = tree.edges(index)
    return " ".join(tree[k].text for k in range(low, high + 1) if tree[k].text not in ("'s", "’s"))


def _name(tree: Tree, head: int) -> str:
    """The proper nouns up to the head, which a title may come before."""
    parts = [
        k for k in tree.children(head, "compound", "nmod") if tree[k].pos == "PROPN" and tree[k].ent == tree[head].ent
    ]
    return " ".join(tree[k].text for k in sorted([*parts, head]))


def _plain(text: str) -> str:
    """A source's words without article, number and possessive, white space made plain."""
    text = " ".join(text.split())
    mark = _MARK.match(text)
    bare = text[mark.end() if mark else 0 :].strip(" ,;:“”\"'()•*·–—-")
    return _POSSESSIVE.sub("", _TITLE.sub("", bare)).strip() or text.strip()
