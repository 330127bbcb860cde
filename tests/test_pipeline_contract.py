"""The contract between the pipeline and whatever writes notes and claims."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest

import worlds
from summitry import pipeline
from summitry.model.errors import ContractError
from summitry.model.finder import Finder, Seen, run_all
from summitry.model.notes import ArticleDate, Maker, Note, Sentence, Timex, Trigger
from summitry.model.text import Article, Block, Quote

TEXT = "The ministers met in Oslo.\n\nRead more: talks in Bergen."
ARTICLE = Article("a", TEXT, (Block(0, 26, "body"), Block(28, len(TEXT), "related")), "0" * 64)
MAKER = Maker("fake", "1", "rule")


def trigger(quote: Quote, maker: Maker = MAKER) -> Trigger:
    return Trigger(quotes=(quote,), maker=maker, type="meeting", lemma="meet", part="verb", frame="meet")


def finder(notes: Iterable[Note], reads: tuple[type[Note], ...] = ()) -> Finder:
    return Finder("fake", "1", reads, (Trigger,), lambda article, seen: notes)


def found(notes: Iterable[Note]) -> tuple[Note, ...]:
    return pipeline.notes_of(ARTICLE, (finder(notes),))


def test_a_note_that_keeps_the_contract_passes() -> None:
    note = trigger(ARTICLE.quote(14, 17))

    assert found([note, note]) == (note,)


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (trigger(Quote(14, 17, "meet")), "expected the text at 14:17, 'met'"),
        (trigger(Quote(-3, -1, "en")), "expected the text at -3:-1"),
        (trigger(ARTICLE.quote(14, 17), Maker("other", "1", "rule")), "expected itself as the maker"),
        (dataclasses.replace(trigger(ARTICLE.quote(14, 17)), quotes=()), "at least one quote"),
        (Sentence(quotes=(ARTICLE.quote(0, 26),), maker=MAKER, block="body"), "declared in `writes` (Trigger)"),
    ],
)
def test_a_note_that_breaks_it_is_refused(note: Note, told: str) -> None:
    with pytest.raises(ContractError) as error:
        found([note])

    assert told in str(error.value)


def test_a_finder_may_read_only_what_it_declares() -> None:
    def run(_: Article, seen: Seen) -> Iterable[Note]:
        return list(seen.of(Timex))

    with pytest.raises(ContractError, match="declared in `reads`"):
        run_all(ARTICLE, (Finder("fake", "1", (Sentence,), (Timex,), run),), lambda finder, note: None)


@dataclasses.dataclass(frozen=True, kw_only=True)
class OwnId(Trigger):
    @property
    def id(self) -> str:
        return "mine"


def test_an_id_of_its_own_making_is_refused() -> None:
    note = OwnId(quotes=(ARTICLE.quote(14, 17),), maker=MAKER, type="meeting", lemma="meet", part="verb", frame="meet")
    own = Finder("fake", "1", (), (OwnId,), lambda article, seen: [note])

    with pytest.raises(ContractError, match="hash of the content"):
        pipeline.notes_of(ARTICLE, (own,))


def test_each_finder_reads_what_an_earlier_one_writes() -> None:
    for finders in (pipeline.FINDERS, pipeline.ANNOTATORS):
        written: set[type[Note]] = set()
        for one in finders:
            missing = set(one.reads) - written - set(one.writes)
            assert not missing, f"{one.name} reads {missing} before anything writes them"
            written.update(one.writes)


def test_one_finder_dates_the_article() -> None:
    assert sum(ArticleDate in one.writes for one in pipeline.FINDERS) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("talks in Bergen", "got related at 39"),
        ("met in Oslo.\n\nRead more", "got related at 36"),
        ("met in Oslo", None),
    ],
)
def test_evidence_is_what_the_article_tells(words: str, told: str | None) -> None:
    one = worlds.claim(ARTICLE, words)

    if told is None:
        pipeline.check_claim(ARTICLE, one)
    else:
        with pytest.raises(ContractError, match=told):
            pipeline.check_claim(ARTICLE, one)


def test_a_claim_is_on_its_article_and_rests_on_something() -> None:
    one = worlds.claim(ARTICLE, "met in Oslo")

    with pytest.raises(ContractError, match="the article's id"):
        pipeline.check_claim(ARTICLE, dataclasses.replace(one, article="b"))
    with pytest.raises(ContractError, match="at least one quote"):
        pipeline.check_claim(ARTICLE, dataclasses.replace(one, evidence=()))
