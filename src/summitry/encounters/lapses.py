"""Forecasts that the article itself says have failed: "those predictions missed the mark"."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

from summitry.lexicon.words import frame_words
from summitry.model.claims import Claim
from summitry.model.notes import Maker, Sentence
from summitry.model.text import TELLING_KINDS, Article

_REACH = 1200
"""Code points that a forecast may stand before the words that say it failed: a paragraph or two."""


def lapses(article: Article, sentences: Sequence[Sentence], claims: Sequence[Claim]) -> Iterator[Claim]:
    """A claim of lapse for each forecast that a later sentence says has failed: the nearest ones before it, all of
    one paragraph."""
    ahead = sorted((c for c in claims if c.act == "predict"), key=lambda c: (c.evidence[0].start, c.id))
    for sentence in sentences:
        failed = _pattern().search(sentence.quotes[0].text) if sentence.block in TELLING_KINDS else None
        if failed is None:
            continue
        before = [c for c in ahead if 0 < sentence.start - c.evidence[0].start <= _REACH]
        start = sentence.start + failed.start()
        for claim in _last_paragraph(article, before):
            yield dataclasses.replace(
                claim,
                act="lapse",
                polarity="neg",
                certainty="certain",
                modality="asserted",
                tense="past",
                attribution=claim.attribution[:1],
                party=False,
                evidence=(article.quote(start, sentence.start + failed.end()), *claim.evidence),
                maker=Maker(claim.maker.finder, claim.maker.version, "lapse"),
                same_as=(*claim.same_as, claim.id),
                apart_from=(),
            )


def _last_paragraph(article: Article, claims: Sequence[Claim]) -> list[Claim]:
    """The forecasts of the last paragraph that has one with a time: what a time was set for can fail."""
    timed = [c for c in claims if c.start is not None or c.window is not None]
    if not timed:
        return []
    last = article.block_at(timed[-1].evidence[0].start)
    return [c for c in timed if last is not None and last.start <= c.evidence[0].start < last.end]


@functools.cache
def _pattern() -> re.Pattern[str]:
    forecast, failed = ("|".join(map(re.escape, sorted(frame_words(k)))) for k in ("forecast", "failed"))
    return re.compile(
        rf"\b(?:those|these|that|this|such|the|both|all)\s+(?:{forecast})\b[^.!?]{{0,80}}?\b(?:{failed})\b", re.I
    )
