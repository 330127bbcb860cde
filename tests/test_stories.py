"""Articles grouped into stories: what belongs together, in any order, at any size."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry import scores
from summitry.record import wording
from summitry.record.stories import Telling, stories

FLOOD = "The river Sava broke its banks near Brcko on Monday and thousands left their homes, rescue services said."
FLOOD_TOO = "Thousands fled their homes near Brcko after the Sava river broke its banks, said the rescue services."
VOTE = "Parliament in Wellington passed the fisheries bill by two votes; opponents called the bill a gift to trawlers."
VOTE_TOO = "The fisheries bill passed in Wellington by two votes, and trawlers gain most, opponents said of the bill."
STRIKE = "Pilots of the airline walked out over pay, grounding flights at both airports for a second day."
QUIET = "A museum of clocks opened in a former mill; its founder has collected them for forty years."


def told(name: str, day: str | None, text: str) -> Telling:
    return Telling(name, day, text.partition(",")[0], text)


NEWS = (
    told("a", "2011-05-16", FLOOD),
    told("b", "2011-05-17", FLOOD_TOO),
    told("c", "2011-05-16", VOTE),
    told("d", "2011-05-16", VOTE_TOO),
    told("e", "2011-05-16", STRIKE),
    told("f", "2011-05-18", QUIET),
    told("g", "2012-05-16", FLOOD_TOO),
)


def test_the_same_news_is_one_story_and_a_year_later_another() -> None:
    assert stories(NEWS) == {"a": "a", "b": "a", "c": "c", "d": "c", "e": "e", "f": "f", "g": "g"}


def test_articles_without_a_day_or_a_word_are_grouped_too() -> None:
    found = stories([*(Telling(one.id, None, one.title, one.text) for one in NEWS[:6]), Telling("z", "soon", "", "")])

    assert found["a"] == found["b"]
    assert found["c"] == found["d"]
    assert found["z"] == "z"


@given(st.permutations(NEWS))
def test_the_order_of_articles_does_not_matter(shuffled: list[Telling]) -> None:
    assert stories(shuffled) == stories(NEWS)


@given(st.lists(st.sampled_from(NEWS), unique=True))
def test_every_article_has_one_story_named_after_one_of_its_articles(some: list[Telling]) -> None:
    found = stories(some)

    assert found.keys() == {one.id for one in some}
    assert all(found[name] == name for name in found.values())


def test_many_articles_on_one_story_stay_together() -> None:
    flood = FLOOD.split()
    left_out = [{n % 18, (3 * n + 1) % 18, (7 * n + 2) % 18} for n in range(30)]
    texts = [" ".join(word for at, word in enumerate(flood) if at not in out) for out in left_out]
    many = [told(f"flood {n:02}", "2011-05-16", f"{text} word{n}") for n, text in enumerate(texts)]

    found = stories([*many, *NEWS[2:6]])

    assert len({found[one.id] for one in many}) == 1
    assert found["c"] not in {found[one.id] for one in many}


def test_words_are_compared_without_case_and_endings() -> None:
    assert wording.words("The Strikes of Parties' striking leader’s") == ["strik", "party", "strik", "leader"]


def test_scores_count_pairs_and_need_no_labels(tmp_path: Path) -> None:
    rows = [
        {
            "id": one.id,
            "outlet": "x",
            "date": one.day,
            "title": one.title,
            "text": one.text,
            "story": label,
            "intl": True,
        }
        for one, label in zip(NEWS, "aacdefg", strict=True)
    ]
    bare = [{name: row[name] for name in row if name not in ("story", "intl")} for row in rows]
    figures, made = [], []
    for name, given_rows in (("labelled", rows), ("bare", bare)):
        file, out = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.out"
        file.write_text("".join(json.dumps(row) + "\n" for row in given_rows), encoding="utf-8")
        figures.append(scores.evaluate("stories", file, predictions=out))
        made.append(out.read_text(encoding="utf-8"))

    assert made[0] == made[1]
    assert json.loads(made[0].splitlines()[1]) == {"id": "b", "cluster": "a"}
    assert figures[0]["pair_f1"] == figures[0]["international_pair_f1"] == pytest.approx(2 / 3)
    assert figures[1] == {"rows": 7, "labelled": 0, "pair_f1": None, "international_pair_f1": None}
