"""Mentions of people, offices, states, organisations and places, by name or by title, resolved through the lexicon.

A mention's span is the whole phrase ("Chinese President Xi Jinping"); the state within it is a mention of its own, with
form "adjective" and actor False. No other two mentions overlap.

A full name that contradicts its title ("Russian President Volodymyr Zelensky") means whom it names; one that the
lexicon does not know is kept as said, with the title's country and office.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from summitry.lexicon import outlets
from summitry.mentions import names_places, names_scan
from summitry.mentions.names_people import NO_CUE, Cast, Cue, title_of
from summitry.mentions.names_phrases import PERSON_RULES, Phrase, appositions, matches, span
from summitry.mentions.names_scan import Item, Row
from summitry.mentions.names_states import acts, state_referent, state_referents
from summitry.model.finder import Finder, Seen
from summitry.model.notes import Maker, Mention, MentionForm, MentionKind, Referent, Sentence
from summitry.model.text import Article

NAME = "names"
VERSION = "1"


_INTRODUCING = frozenset({"titled-of", "titled", "honoured", "possessed"})
_REACH = 200
"""Mentions back that "the president" and "his counterpart" may reach: some five pages."""
_PEOPLES = ("s", "sh", "ch", "se")
"""Endings of adjectives that mean a whole people behind "the"."""
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss"})
"""Parts that an adjective plays only where it stands for somebody."""
_MOST_SIDES = 4
"""Sides that "X and Y leaders" may mean one by one; more are one group."""


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A mention before it is a note."""

    start: int
    end: int
    kind: MentionKind
    form: MentionForm
    referents: tuple[Referent, ...]
    rule: str
    actor: bool = False


def find_names(article: Article, seen: Seen) -> Iterator[Mention]:
    """The mentions of an article's sentences, in order."""
    sentences = seen.of(Sentence)
    context = frozenset({"korea"}) if "Korea" in article.text else frozenset[str]()
    rows = [names_scan.read(article.text, sentence, context) for sentence in sentences]
    namer = _Namer(article, rows, seen)
    for draft in namer.drafts():
        yield Mention(
            quotes=(article.quote(draft.start, draft.end),),
            maker=Maker(NAME, VERSION, draft.rule),
            kind=draft.kind,
            form=draft.form,
            referents=draft.referents,
            actor=draft.actor,
        )


class _Namer:
    """The names of one article."""

    def __init__(self, article: Article, rows: list[Row], seen: Seen) -> None:
        self.article = article
        self.rows = rows
        self.known = _countries(rows)
        self.cast = Cast(seen.dct, self.known)
        self.places = names_places.Placer(article.text, self.known)
        outlet = outlets.outlet_named(article.outlet) if article.outlet else None
        self.home = outlet.country if outlet else None
        self.told: list[Draft] = []

    def drafts(self) -> list[Draft]:
        found = [(row, list(matches(row))) for row in self.rows]
        beside = [appositions(row, phrases) for row, phrases in found]
        for (row, phrases), pairs in zip(found, beside, strict=True):
            for i, (rule, match) in enumerate(phrases):
                self._introduce(row, rule, match, self._apposed(row, phrases[pairs[i]]) if i in pairs else None)
        for row, phrases in found:
            for rule, match in phrases:
                if rule in _INTRODUCING and row.codes[match.start("name") : match.end("name")] == "F":
                    item = row.items[match.start("name")]
                    self.cast.add_alone(item.start, item.text, self._cue(row, match))
        for (row, phrases), pairs in zip(found, beside, strict=True):
            for i, phrase in enumerate(phrases):
                for draft in self._draft(row, phrase, phrases[pairs[i]] if i in pairs else None):
                    self.told.append(draft)
                    if draft.rule not in {"alone", "nested"} and len(draft.referents) == 1:
                        self.cast.tell(draft.referents[0], draft.start)
        return self.told

    def _introduce(self, row: Row, rule: str, match: re.Match[str], beside: Cue | None) -> None:
        """Tells the cast of every full name, before anybody is asked who a family name means."""
        if rule not in PERSON_RULES | {"pair"}:
            return
        cue = self._cue(row, match) if rule != "pair" else NO_CUE
        cue = beside if beside is not None and not cue.country else cue
        for i in range(match.start(), match.end()):
            item = row.items[i]
            if item.code == "P":
                self.cast.add(item.start, item.value, item.text, cue)
            elif item.code == "N":
                self.cast.add(item.start, (), item.text, cue)
        name = span(match, "name")
        if name and name[1] - name[0] > 1:
            start, end = row.items[name[0]].start, row.items[name[1] - 1].end
            self.cast.add(start, (), self.article.text[start:end], cue)

    def _cue(self, row: Row, match: re.Match[str]) -> Cue:
        countries: list[str] = []
        for key in ("of", "post"):
            for i in range(*(span(match, key) or (0, 0))):
                countries.extend(self._countries_of(row.items[i]))
        title_span = span(match, "title") or span(match, "head")
        title = None
        if title_span:
            texts = [row.items[i].text for i in range(*title_span) if row.codes[i] in "tT"]
            title = next((t for t in (title_of(text) for text in texts) if t), None)
        past = any(
            row.codes[i] == "m" and row.items[i].text.lower() in names_scan.word_class("past")
            for i in range(match.start(), match.end())
        )
        if title and title.country and not countries:
            countries.append(title.country)
        return Cue(tuple(dict.fromkeys(countries)), title, past, "honorific" in match.re.groupindex)

    def _apposed(self, row: Row, phrase: Phrase) -> Cue:
        """What a phrase says of the name beside it: "counterpart" and "host" are no offices."""
        rule, match = phrase
        cue = self._cue(row, match)
        return Cue(cue.countries) if rule in {"counterpart", "related"} else cue

    def _beside(self, row: Row, beside: Phrase | None, cue: Cue) -> Referent | None:
        """Who a name beside an office or "his counterpart" means."""
        if beside is None:
            return None
        first, last = span(beside[1], "name") or beside[1].span()
        own = self._cue(row, beside[1])
        return self._who(row, first, last, own if own.title else cue)

    def _countries_of(self, item: Item) -> tuple[str, ...]:
        if item.code in "ankcx" and item.value is not None:
            codes = tuple(item.value.iso3)
            preferred = tuple(c for c in codes if c in self.known)
            return codes if item.code == "c" else preferred or codes
        if item.code == "o" and item.value is not None:
            return tuple(c for c in (item.value.id, item.value.country) if c)
        return ()

    def _every_side(self, item: Item) -> tuple[str, ...]:
        """The states of an item; all that the article speaks of where its form may mean several ("Korean leaders")."""
        if item.code in "ankc" and item.value is not None:
            codes = tuple(item.value.iso3)
            return codes if item.code == "c" else tuple(c for c in codes if c in self.known) or codes[:1]
        return ()

    def _draft(self, row: Row, phrase: Phrase, beside: Phrase | None) -> Iterator[Draft]:
        rule, match = phrase
        cue = self._cue(row, match)
        if beside is not None and rule in PERSON_RULES and not cue.country:
            cue = self._apposed(row, beside)
        if rule == "alone":
            yield from self._alone(row, match.start(), cue)
        elif rule in PERSON_RULES:
            yield from self._person(row, phrase, cue)
        elif rule == "pair":
            yield from self._pair(row, match)
        elif rule in {"office", "office-of"}:
            yield from self._office(row, phrase, beside)
        elif rule == "bare":
            yield from self._bare(row, match, beside)
        elif rule in {"counterpart", "related"}:
            yield from self._counterpart(row, match, beside)
        elif rule == "government":
            yield from self._government(row, match)
        elif rule in {"group", "group-of", "ministry"}:
            yield from self._group(row, rule, match)
        else:
            yield from self._plain(row, match.end() - 1, match.start())

    def _person(self, row: Row, phrase: Phrase, cue: Cue) -> Iterator[Draft]:
        rule, match = phrase
        first, last = span(match, "name") or match.span()
        who = self._who(row, first, last, cue)
        if who is None:
            yield from self._nested(row, match.start(), match.end())
            return
        post = span(match, "post")
        end = row.items[post[1] - 1].end if post else row.items[last - 1].end
        start = row.items[self._opening(row, match.start())].start
        yield Draft(start, end, "person", "name", (who,), rule)
        yield from self._nested(row, match.start(), first)
        more = span(match, "more")
        for i in range(*more) if more else ():
            if row.codes[i] not in "PNF":
                continue
            plural = row.codes[match.start("title")] == "T"
            other = self._who(row, i, i + 1, Cue((), cue.title, cue.past) if plural else NO_CUE)
            if other is not None:
                yield Draft(row.items[i].start, row.items[i].end, "person", "name", (other,), rule)

    def _opening(self, row: Row, i: int) -> int:
        """The phrase's first item, leaving out a possessive pronoun, which refers to somebody else."""
        return i + 1 if row.codes[i] == "D" else i

    def _who(self, row: Row, first: int, last: int, cue: Cue) -> Referent | None:
        item = row.items[first]
        text = self.article.text[item.start : row.items[last - 1].end]
        if item.code == "P":
            return self.cast.full(item.value, text, cue)
        if item.code == "N" or last - first > 1:
            return self.cast.full((), text, cue)
        told = self.cast.alone(text, cue, item.start)
        if told is None and (item.value == "PERSON" or ((cue.title or cue.honorific) and not row.shouted)):
            return Referent(text, "person", None, cue.country, cue.office)
        return told

    def _alone(self, row: Row, i: int, cue: Cue = NO_CUE) -> Iterator[Draft]:
        """A capitalised word by itself: a family name, if it stands in no longer name that nobody knows."""
        item = row.items[i]
        crowd = (i and row.codes[i - 1] == "F") or row.codes[i + 1 : i + 2] == "F"
        if crowd and item.value != "PERSON" and not row.shouted:
            return
        told = self.cast.alone(item.text, cue, item.start)
        if told is None and (item.value == "PERSON" or (i and not row.sentence.tokens)):
            told = self.cast.former(item.text, sure=item.value == "PERSON")
        if told is None and item.value == "PERSON" and i and row.sentence.block != "headline":
            told = Referent(item.text, "person", None, cue.country, cue.office)
        if told is not None:
            yield Draft(item.start, item.end, "person", "name", (told,), "alone")

    def _pair(self, row: Row, match: re.Match[str]) -> Iterator[Draft]:
        """Sides joined by hyphens: "Trump-Kim", "North Korea-Russia", "U.S.-Moon"."""
        sides: list[Referent] = []
        for i in range(match.start("one"), match.end(), 2):
            item = row.items[i]
            if item.code in "ankc" and item.value is not None:
                sides.extend(state_referents(item.value, self.known))
            elif item.code in "PNF":
                who = self._who(row, i, i + 1, NO_CUE) or self.cast.former(item.text, sure=True)
                sides.extend((who,) if who and (who.entity or item.code == "N") else ())
            elif item.value is not None:
                sides.append(names_places.organisation_referent(item))
        sides = list(dict.fromkeys(sides))
        if len(sides) == (match.end() - match.start("one") + 1) // 2:
            start, end = row.items[match.start("one")].start, row.items[match.end() - 1].end
            yield Draft(start, end, sides[0].kind, "adjective", tuple(sides), "pair")
        else:
            for i in range(match.start("one"), match.end(), 2):
                yield from self._alone(row, i) if row.codes[i] == "F" else self._plain(row, i, i)

    def _office(self, row: Row, phrase: Phrase, beside: Phrase | None) -> Iterator[Draft]:
        """A title with its state and no name: one referent for each state of a list. Who holds the office, unless the
        article is indefinite ("a US president"), which speaks of no one holder."""
        rule, match = phrase
        if row.codes[match.start("head")] == "T" and sum(c in "ankocx" for c in match["of"]) < 2:
            yield from self._group(row, rule, match)
            return
        cue = self._cue(row, match)
        start, end = row.items[self._opening(row, match.start())].start, row.items[match.end() - 1].end
        indefinite = self._is_indefinite(row, match)
        found: list[Referent] = []
        who = self._beside(row, beside, cue)
        found.extend((who,) if who else ())
        for i in range(*(span(match, "of") or (0, 0)) if not found else (0, 0)):
            countries = self._countries_of(row.items[i])
            if countries:
                one = dataclasses.replace(cue, countries=countries)
                holder = None if indefinite else self.cast.holder(one, start)
                found.append(holder or self._unnamed(row, i, one, "office" if indefinite else "person"))
        yield Draft(start, end, "office", "title", tuple(dict.fromkeys(found)), rule)
        yield from self._nested(row, match.start(), match.end())

    def _is_indefinite(self, row: Row, match: re.Match[str]) -> bool:
        """Whether a title speaks of no one holder ("a US president", "no French president", "the next president")."""
        before = row.items[max(0, match.start() - 1) : match.start() + 1]
        within = row.items[match.start() : match.end()]
        return any(item.text.lower() in names_scan.word_class("indefinite") for item in before) or any(
            item.code == "m" and item.text.lower() in names_scan.word_class("coming") for item in within
        )

    def _unnamed(self, row: Row, i: int, cue: Cue, kind: MentionKind) -> Referent:
        title = cue.title.title if cue.title else "leader"
        past = "former " if cue.past else ""
        item = row.items[i]
        of = item.text if item.value is None or item.code == "o" else None
        if of is None and cue.country and ":" not in cue.country:
            of = state_referent(cue.country).name
        return Referent(f"{past}{title} of {of}", kind, None, cue.country, cue.office or title)

    def _bare(self, row: Row, match: re.Match[str], beside: Phrase | None) -> Iterator[Draft]:
        """A title by itself: who is named behind it, else who was last told of with it, else its holder at home."""
        cue = self._cue(row, match)
        if cue.title is None or row.items[match.start()].text.lower() != "the":
            return
        start, end = row.items[match.start()].start, row.items[match.end() - 1].end
        if self._is_indefinite(row, match):
            yield Draft(start, end, "office", "title", (), "bare")
            return
        named = self._beside(row, beside, cue)
        named = named if named and (named.entity is None or self.cast.holds(named, cue)) else None
        who = named or self.cast.holder(cue, start) or self._last_with(cue)
        if who is None and self.home and not cue.countries:
            who = self.cast.holder(dataclasses.replace(cue, countries=(self.home,)), start)
        who = who or self.cast.titled(cue)
        yield Draft(start, end, "office", "title", (who,) if who else (), "bare")

    def _last_with(self, cue: Cue) -> Referent | None:
        """The person last told of who has the title; of the last three such, one of the outlet's own country first."""
        found: dict[str, Referent] = {}
        for draft in reversed(self.told[-_REACH:]):
            if draft.form == "name" or (draft.form == "title" and draft.rule != "nested"):
                people = (w for w in draft.referents if w.kind == "person" and (w.entity or draft.form == "name"))
                for who in people:
                    if self.cast.holds(who, cue):
                        found.setdefault(who.entity or who.name, who)
            if len(found) >= 3:
                break
        home = self.home if cue.title and cue.title.form != "leader" else None
        return next((w for w in found.values() if home and w.country == home), next(iter(found.values()), None))

    def _counterpart(self, row: Row, match: re.Match[str], beside: Phrase | None) -> Iterator[Draft]:
        """ "His Russian counterpart": who is named behind it, else who holds, in that state, the office of the person
        last told of; "his host, X": X."""
        cue = self._cue(row, match)
        start, end = row.items[self._opening(row, match.start())].start, row.items[match.end() - 1].end
        words = " ".join(self.article.text[start:end].split())
        before = next(
            (w for d in reversed(self.told[-_REACH:]) for w in d.referents if w.kind == "person" and w.office), None
        )
        title = title_of(before.office) if before and before.office else None
        who = self._beside(row, beside, Cue(cue.countries))
        code = row.codes[match.end() - 1]
        if who is None and title and cue.countries and code == "K":
            who = self.cast.holder(Cue(cue.countries, title), start)
        if who is None and code == "H":
            yield from self._nested(row, match.start(), match.end())
            return
        if who is None:
            kind: MentionKind = "person" if row.codes[match.end() - 1] == "K" else "group"
            who = Referent(words, kind, None, cue.country, title.title if title else None)
        yield Draft(start, end, who.kind, "title", (who,), "counterpart")
        yield from self._nested(row, match.start(), match.end())

    def _government(self, row: Row, match: re.Match[str]) -> Iterator[Draft]:
        """ "The Chinese government", "the Trump administration": the state."""
        start, end = row.items[match.start()].start, row.items[match.end() - 1].end
        of = span(match, "of") or match.span()
        sides: list[Referent] = []
        for i in range(*of):
            item = row.items[i]
            if item.code in "PF":
                who = self._who(row, i, i + 1, NO_CUE)
                sides.extend((state_referent(who.country),) if who and who.country and ":" not in who.country else ())
            elif item.code in "ankcx" and item.value is not None:
                sides.extend(state_referents(item.value, self.known))
            elif item.code == "o" and item.value is not None:
                sides.append(names_places.organisation_referent(item))
        if sides:
            yield Draft(start, end, "state", "nominal", tuple(dict.fromkeys(sides)), "government", actor=True)
        yield from self._nested(row, match.start(), match.end())

    def _group(self, row: Row, rule: str, match: re.Match[str]) -> Iterator[Draft]:
        """People who act for a state, an organisation or a meeting, unnamed; and ministries."""
        head = span(match, "head") or match.span()
        if rule == "ministry" and getattr(row.items[head[0]].value, "kind", "") != "government_body":
            yield from self._plain(row, head[0] - 1, match.start()) if row.codes[head[0] - 1] != "s" else ()
            yield from self._plain(row, head[0], head[0])
            return
        cue = self._cue(row, match)
        start, end = row.items[self._opening(row, match.start())].start, row.items[match.end() - 1].end
        kind: MentionKind = "office" if row.codes[head[0]] == "u" else "organisation" if rule == "ministry" else "group"
        found = self._each_group(row, match, cue) if kind == "group" else ()
        if not found:
            words = self._group_words(row, match.start(), end)
            office = None if rule == "ministry" else row.items[head[0]].text.lower()
            found = (Referent(words, kind, None, cue.country, office),)
        form: MentionForm = "name" if rule == "ministry" else "title"
        actor = rule == "ministry" and acts(row.sentence, row.items[head[0]].start, end, self.article.text)
        yield Draft(start, end, kind, form, found, rule, actor)
        yield from self._nested(row, match.start(), match.end())

    def _group_words(self, row: Row, i: int, end: int) -> str:
        """A group's words as said, from its first word that is not an article or a mere modifier."""
        while row.codes[i] in "dDm" and row.items[i].text.lower() not in names_scan.word_class("past"):
            i += 1
        return " ".join(self.article.text[row.items[i].start : end].split())

    def _each_group(self, row: Row, match: re.Match[str], cue: Cue) -> tuple[Referent, ...]:
        """The groups of several sides told of together ("Taliban and Afghan leaders"), one referent each; a state's
        leaders, or its foreign ministers, are who holds the office. Empty where there is one side."""
        head = row.items[match.start("head")]
        title = title_of(head.text)
        found: list[Referent] = []
        for i in range(*(span(match, "of") or (0, 0))):
            item = row.items[i]
            for country in self._every_side(item):
                one = Cue((country,), title, cue.past)
                leader = self.cast.holder(one, head.start) or self._unnamed(row, i, one, "person")
                words = f"{state_referent(country).name} {head.text}"
                found.append(leader if title else Referent(words, "group", None, country, head.text.lower()))
            if item.code == "o":
                organisation = names_places.organisation_referent(item)
                words = f"{organisation.name} {head.text}"
                found.append(Referent(words, "group", None, organisation.country, head.text.lower()))
        sides = tuple(dict.fromkeys(found))
        return sides if 1 < len(sides) <= _MOST_SIDES else ()

    def _plain(self, row: Row, i: int, first: int) -> Iterator[Draft]:
        """A state, organisation or place by itself; or somebody of the article whom the model took for one."""
        item = row.items[i]
        if item.code in "lo" and item.value is None and self.cast.names(item.text):
            yield from self._alone(row, i)
            return
        who = self._native(row, i) if row.items[first].text.lower() == "the" else None
        if who is not None:
            yield Draft(row.items[first].start, item.end, "person", "nominal", (who,), "native")
            return
        found = self.places.plain(row, i)
        if found is not None:
            with_article = (
                found.form != "adjective" and found.rule != "capital" and row.items[first].text.lower() == "the"
            )
            start = row.items[first].start if with_article else item.start
            yield Draft(start, item.end, found.kind, found.form, found.referents, found.rule, found.actor)

    def _native(self, row: Row, i: int) -> Referent | None:
        """Whom "the Ukrainian" means: the person of that state who was last told of by name; None where the word
        qualifies another, or may mean a people ("the French")."""
        item = row.items[i]
        if item.code != "a" or len(item.value.iso3) != 1 or item.text.endswith(_PEOPLES):
            return None
        token = next((t for t in row.sentence.tokens if t.start == item.start), None)
        if token is None or token.dep not in _STANDING or row.codes[i + 1 : i + 2] in {"-", "F", "P", "N", "H"}:
            return None
        named = (w for d in reversed(self.told[-_REACH:]) if d.form == "name" for w in d.referents)
        return next((w for w in named if w.kind == "person" and w.country in item.value.iso3), None)

    def _nested(self, row: Row, first: int, last: int) -> Iterator[Draft]:
        """The states named within a longer phrase."""
        for i in range(first, last):
            item = row.items[i]
            if item.code in "ankc" and item.value is not None:
                yield Draft(
                    item.start, item.end, "state", "adjective", state_referents(item.value, self.known), "nested"
                )


def _countries(rows: Iterable[Row]) -> frozenset[str]:
    """The states that an article names, where the name can mean one state alone."""
    return frozenset(
        code
        for row in rows
        for item in row.items
        if item.code in "ankcx" and item.value is not None and (len(item.value.iso3) == 1 or item.code == "c")
        for code in item.value.iso3
    )


FINDER = Finder(NAME, VERSION, (Sentence,), (Mention,), find_names)
