"""Attribution: sources, cues and contents; nesting; quotations; what must hold of any text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing import article_of, attributions_of, parsed, sentences_of
from summitry.lexicon.cues import SPEECH
from summitry.mentions import attribution
from summitry.mentions.attribution_quotes import quotations
from summitry.model.finder import Seen
from summitry.model.notes import Attribution, Sentence
from summitry.model.text import Article


def said(text: str) -> list[Attribution]:
    """What is said in a text, attitudes left out."""
    return [a for a in attributions_of(text) if a.act in SPEECH]


def shape(found: Attribution) -> tuple[str | None, str | None, str]:
    return (
        found.source.text if found.source else None,
        found.cue.text if found.cue else None,
        " … ".join(c.text for c in found.contents),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peskov said that Putin would go to Ankara.", ("Peskov", "said", "that Putin would go to Ankara")),
        ("Putin will go to Ankara, Peskov said.", ("Peskov", "said", "Putin will go to Ankara")),
        ("Putin, Peskov said, will go to Ankara.", ("Peskov", "said", "Putin … will go to Ankara")),
        (
            "According to the Kremlin, Putin will go to Ankara.",
            ("the Kremlin", "According to", "Putin will go to Ankara"),
        ),
        (
            "There is speculation that Putin will go to Ankara.",
            (None, "speculation", "that Putin will go to Ankara"),
        ),
        ("“We are ready,” Peskov said.", ("Peskov", "said", "“We are ready,”")),
        (
            "“We are ready,” Peskov said, “and we will go.”",
            ("Peskov", "said", "“We are ready,” … “and we will go.”"),
        ),
        ("“We are ready. We will go,” Peskov said.", ("Peskov", "said", "“We are ready. We will go,”")),
        ("The talks were denied by Minsk.", ("Minsk", "were denied", "The talks")),
    ],
)
def test_source_cue_and_content(text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in [shape(a) for a in said(text)]


def test_a_quotation_runs_on_through_sentences_and_paragraphs() -> None:
    text = "“We are ready,” Peskov said. “We will go.\n\n“And we will talk.”\n\nNobody else spoke."
    (found,) = said(text)
    assert [c.text for c in found.contents] == ["“We are ready,”", "“We will go.", "“And we will talk.”"]


def test_a_colon_waits_for_the_quotation_behind_it() -> None:
    (found,) = said("Peskov continued:\n\n“We are ready to go.”")
    assert shape(found)[2] == "“We are ready to go.”"


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Putin to visit Ankara in May: Kremlin", "Kremlin", "Putin to visit Ankara in May"),
        ("Peskov: no date set for the Ankara visit", "Peskov", "no date set for the Ankara visit"),
    ],
)
def test_headlines_name_their_source_beside_a_colon(headline: str, source: str, content: str) -> None:
    found = said(headline + "\n\nNothing more is known.")
    assert (source, ":", content) in [shape(a) for a in found]


def chain(text: str, word: str) -> list[Attribution]:
    """The links over a word, outermost first."""
    found = said(text)
    by_id = {a.id: a for a in found}
    at = text.index(word)

    def depth(a: Attribution) -> int:
        return 0 if a.parent is None else 1 + depth(by_id[a.parent])

    return sorted((a for a in found if any(c.start <= at < c.end for c in a.contents)), key=depth)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Danish media confirmed the visit, according to Reuters' Ann Holm.", ["Ann Holm", "Danish media"]),
        (
            "An official close to the king told CNN that the visit had begun.",
            ["CNN", "official close to the king"],
        ),
        (
            "One diplomat quoted a Serbian official as predicting that the visit would fail.",
            ["diplomat", "Serbian official"],
        ),
        ("Yonhap, citing a lawmaker, said the visit was over.", ["Yonhap News Agency", "lawmaker"]),
        ("The visit is over, Peskov was quoted as saying by TASS.", ["TASS", "Peskov"]),
        ("Peskov said in remarks carried by TASS that the visit was over.", ["TASS", "Peskov"]),
        ("Yonhap reported, quoting a lawmaker, that the visit was over.", ["Yonhap News Agency", "lawmaker"]),
        ("Speaking to the BBC, a diplomat said the visit was over.", ["BBC", "diplomat"]),
        ("As reported by Yonhap, the two met during a visit.", ["Yonhap News Agency"]),
    ],
)
def test_chains_run_from_whoever_tells_to_whoever_said(text: str, names: list[str]) -> None:
    assert [a.name for a in chain(text, "visit")] == names


def test_an_unnamed_source_is_anonymous_and_keeps_what_it_knows() -> None:
    inner = chain("An official with deep knowledge of Chad told CNN that the visit had begun.", "visit")[-1]
    assert (inner.kind, inner.anonymous, inner.knows) == ("unnamed", True, "with deep knowledge of Chad")


def test_who_it_was_told_to_is_no_speaker_of_the_surface() -> None:
    found = attributions_of("An official told CNN that the visit had begun.")
    surface = attribution.spoken_by(found)
    assert [a.parent for a in surface if a.cue and a.cue.text == "told"] == [None]
    assert not any(a.maker.rule == "told" for a in surface)


def test_a_confirmation_that_is_not_given_is_silence() -> None:
    (found,) = [a for a in attributions_of("Minsk has not confirmed that the visit took place.") if a.source]
    assert found.act == "silence"


def test_an_agency_in_a_dateline_is_credited_with_the_whole() -> None:
    found = attributions_of("HANOI (Reuters) - Tito met Nehru on Monday.\n\nTito (above) said he was glad.")
    credit = [a for a in found if a.maker.rule == "credit"]
    assert [(a.name, a.kind, a.content) for a in credit] == [("Reuters", "agency", None)]
    assert credit[0] not in attribution.spoken_by(found)


def test_a_pronoun_means_the_speaker_before_it() -> None:
    found = said("Dmitry Peskov spoke to reporters. Peskov said talks had begun. He said they would last.")
    assert [a.name for a in found if a.source and a.source.text == "He"] == ["Peskov"]


def check(article: Article, found: tuple[Attribution, ...]) -> None:
    ids = {a.id: a for a in found}
    assert len(ids) == len(found)
    for a in found:
        for quote in (*a.quotes, *a.contents, *(q for q in (a.source, a.cue, a.content) if q)):
            assert article.text[quote.start : quote.end] == quote.text
        assert a.content == (a.contents[0] if a.contents else None)
        assert a.contents or a.maker.rule == "credit"
        assert list(a.contents) == sorted(a.contents)
        seen, above = {a.id}, a.parent
        while above is not None:
            assert above in ids
            assert above not in seen
            seen.add(above)
            above = ids[above].parent


@given(parsed())
def test_any_parse_gives_sound_attributions(pair: tuple[Article, Sentence]) -> None:
    article, sentence = pair
    first = tuple(attribution.find_attributions(article, Seen(article, [sentence])))
    check(article, first)
    assert first == tuple(attribution.find_attributions(article, Seen(article, [sentence])))


PIECES = st.sampled_from(
    (
        "Kim said",
        "“",
        "”",
        '"',
        " ",
        "\n\n",
        ", ",
        ": ",
        ".",
        "the visit",
        "according to",
        "CNN",
        "told",
        "he",
        "quoted as saying",
    )
)


@settings(max_examples=25, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=60)))
def test_any_text_gives_sound_attributions(text: str) -> None:
    article = article_of(text)
    check(article, tuple(attribution.find_attributions(article, Seen(article, sentences_of(article)))))


@given(st.text(alphabet="ab “”\"\n.'", max_size=60))
def test_quotations_lie_in_order_and_within_their_paragraphs(text: str) -> None:
    segments = [s for q in quotations(text, 0, len(text)) for s in q.segments]
    assert all(a < b for a, b in segments)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(segments))
    assert not any("\n" in text[a:b] for a, b in segments)
