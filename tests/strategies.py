"""Hypothesis strategies shared by tests: windows, articles, claims, and small worlds of reports that overlap."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from makers import CITIES, MAKER, Page, link
from summitry.model.claims import Act, Claim, Filed, Judgement, Link, Participant, ParticipantKind, Place, Role
from summitry.model.notes import (
    ArticleDate,
    Basis,
    Certainty,
    DateCandidate,
    EncounterType,
    Maker,
    Modality,
    Polarity,
    SourceKind,
    Tense,
)
from summitry.model.text import Article, Block, BlockKind, Credit, DateHint, Quote
from summitry.model.windows import Window

DAYS = st.dates().map(lambda d: d.isoformat())
PREFIXES = st.one_of(DAYS, DAYS.map(lambda d: d[:7]), DAYS.map(lambda d: d[:4]))
TEXTS = st.text(st.characters(), max_size=40)
"""Any code points, lone surrogates and NUL too: pages hold them."""
NAMES = st.text(st.characters(), min_size=1, max_size=12)
DEGREES = st.floats(-90, 90)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Any window: closed, open on a side, or on both."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Window(draw(st.sampled_from((first, None))), draw(st.sampled_from((last, None))))


@st.composite
def quotes(draw: st.DrawFn, text: str) -> Quote:
    """A quote of a text."""
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return Quote(start, end, text[start:end])


@st.composite
def articles(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> Article:
    """Any article: blocks in order, not overlapping, quotes of its own text."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    kinds: st.SearchStrategy[BlockKind] = st.sampled_from(get_args(BlockKind))
    blocks = tuple(Block(a, b, draw(kinds)) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    maybe = st.none() | TEXTS
    return Article(
        id=draw(names),
        text=text,
        blocks=blocks,
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        url=draw(maybe),
        outlet=draw(maybe),
        title=draw(maybe),
        language=draw(maybe),
        hints=tuple(draw(st.lists(st.builds(DateHint, TEXTS, PREFIXES), max_size=2))),
        credits=tuple(draw(st.lists(st.builds(Credit, TEXTS, quotes(text)), max_size=2))),
    )


def participants() -> st.SearchStrategy[Participant]:
    """Any participant."""
    maybe = st.none() | TEXTS
    kinds = st.sampled_from(get_args(ParticipantKind))
    return st.builds(Participant, TEXTS, maybe, maybe, st.sampled_from(get_args(Role)), kinds, maybe)


@st.composite
def claims(draw: st.DrawFn, article: Article) -> Claim:
    """Any claim of an article, plausible or not."""
    maybe = st.none() | TEXTS
    one_of: dict[str, Any] = {
        "type": EncounterType, "act": Act, "polarity": Polarity, "certainty": Certainty, "modality": Modality,
        "tense": Tense,
    }  # fmt: skip
    chain = st.builds(
        Link, TEXTS, st.sampled_from(get_args(SourceKind)), st.booleans(), maybe, st.none() | quotes(article.text)
    )
    return Claim(
        article=article.id,
        participants=tuple(draw(st.lists(participants(), max_size=3))),
        place=draw(st.none() | st.builds(Place, maybe, maybe, maybe, st.none() | DEGREES, st.none() | DEGREES)),
        start=draw(st.none() | PREFIXES),
        end=draw(st.none() | PREFIXES),
        window=draw(st.none() | windows()),
        precision=draw(TEXTS),
        date_basis=draw(TEXTS),
        attribution=tuple(draw(st.lists(chain, max_size=2))),
        evidence=tuple(draw(st.lists(quotes(article.text), max_size=2))),
        maker=Maker("any", "1", draw(TEXTS)),
        party=draw(st.booleans()),
        transport=draw(maybe),
        purpose=draw(maybe),
        ordinal=draw(st.none() | st.integers(1, 9)),
        series=draw(maybe),
        likelihood=draw(maybe),
        same_as=tuple(draw(st.lists(TEXTS, max_size=1))),
        **{name: draw(st.sampled_from(get_args(kind))) for name, kind in one_of.items()},
    )


@st.composite
def article_dates(draw: st.DrawFn, text: str) -> ArticleDate:
    """Any date of an article."""
    candidate = st.builds(
        DateCandidate, windows(), st.sampled_from(get_args(Basis)), st.booleans(), TEXTS, st.none() | quotes(text)
    )
    return ArticleDate(
        quotes=(draw(quotes(text)),),
        maker=MAKER,
        value=draw(st.none() | PREFIXES),
        window=draw(windows()),
        basis=draw(st.sampled_from(get_args(Basis))),
        candidates=tuple(draw(st.lists(candidate, max_size=2))),
    )


@st.composite
def filings(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> Filed:
    """Any article with its date and claims."""
    article = draw(articles(names))
    return Filed(article, draw(article_dates(article.text)), tuple(draw(st.lists(claims(article), max_size=3))))


_NEAR_DAYS = ("2018-03-26", "2018-03-28", "2018-04-27", "2018-05-08", "2018-06-12", "2018-06-14")
_SIDES = (
    "kim,xi",
    "kim*,CHN",
    "kim*",
    "kim,trump",
    "PRK,USA",
    "pompeo,kim",
    "moon,kim",
    "xi*,PRK",
    "CHN president,kim",
)


@st.composite
def pages(draw: st.DrawFn, name: str) -> Filed:
    """A plausible report about a few leaders in a few months of 2018, so that several are often about one encounter."""
    day = draw(st.none() | st.sampled_from(_NEAR_DAYS))
    around = Window("2018-03-20", draw(st.sampled_from(("2018-04-10", "2018-06-30"))))
    page = Page(name, day, window=around, outlet=draw(st.sampled_from(("Xinhua", "CNN", "Daily A"))))
    for _ in range(draw(st.integers(0, 4))):
        given: dict[str, Any] = {"certainty": draw(st.sampled_from(get_args(Certainty)))}
        if draw(st.booleans()):
            given["city"] = draw(st.sampled_from(sorted(CITIES)))
        if draw(st.booleans()):
            given["start"] = draw(st.sampled_from((*_NEAR_DAYS, "2018-03", "2018-05", "2018")))
        if draw(st.booleans()):
            given["by"] = (draw(st.sampled_from((link("KCNA", "agency", "PRK"), link("a source", "unnamed")))),)
        if page.claims and draw(st.integers(0, 4)) == 0:
            given["same_as"] = (draw(st.sampled_from(page.claims)).id,)
        elif page.claims and draw(st.integers(0, 4)) == 0:
            given["apart_from"] = (draw(st.sampled_from(page.claims)).id,)
        elif page.claims and draw(st.integers(0, 4)) == 0:
            given["part_of"] = draw(st.sampled_from(page.claims)).id
        kind = draw(st.sampled_from(("visit", "meeting", "summit", "call")))
        page.say(draw(st.sampled_from(get_args(Act))), draw(st.sampled_from(_SIDES)), kind, **given)
    return page.filed()


@st.composite
def worlds(draw: st.DrawFn, most: int = 6) -> tuple[Filed, ...]:
    """Reports that overlap: some pages, each of another id."""
    return tuple(draw(pages(f"page {i}")) for i in range(draw(st.integers(1, most))))


@st.composite
def judgements(draw: st.DrawFn, told: tuple[Claim, ...]) -> Judgement:
    """A person's word on two claims of a world, or a correction."""
    left, right = draw(st.sampled_from(told)), draw(st.sampled_from(told))
    verdict = draw(st.sampled_from(("same", "different", "unsure", "correct")))
    when, by = draw(st.sampled_from(("2026-01-01", "2026-01-02"))), draw(st.sampled_from(("Ada", "Ben")))
    if verdict == "correct" or left == right:
        field, value = draw(st.sampled_from((("start", "2018-05-07"), ("status", "confirmed"), ("city", "Minsk"))))
        return Judgement("correct", left.id, None, field, value, by, when, "checked")
    return Judgement(verdict, left.id, right.id, None, None, by, when, "")  # type: ignore[arg-type]
