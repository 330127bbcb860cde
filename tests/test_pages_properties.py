"""What holds for every page, however broken."""

from __future__ import annotations

import contextlib
import datetime
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.model.errors import InputError
from summitry.model.text import Article
from summitry.pages import article_of_html, article_of_row, article_of_text, read
from summitry.pages.lines import BLANK
from summitry.pages.urls import date_of

WORDS = st.sampled_from(
    ["Advertisement", "Leave a Reply", "By Ann Lee", "OSLO (Reuters) -", "met", "the king.", "Source: X", "\u200b"]
)
LINES = st.lists(WORDS | st.text(max_size=20), max_size=8).map(" ".join)
PAGES = st.lists(LINES, max_size=12).map("\n".join)
TAGS = st.sampled_from((
    "<p>", "</p>", "<div class='comment'>", "</div>", "<br>", "<nav>", "<!--", "-->", "<script>", "</script>", "<", ">",
    "<a href=x>", "</a>", "<table>", "<td>", "&amp;", "&#0;", "&#xD800;", "<h1>", "</h1>", "<svg>", "<time datetime=1>",
))  # fmt: skip
MARKUP = st.lists(TAGS | LINES, max_size=20).map(" ".join)


def sound(article: Article) -> None:
    """Blocks are in order, apart, inside the text, not empty; every visible character is in one of them."""
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(article.text)
        assert not article.text[end : block.start].strip(BLANK)
        assert article.text[block.start : block.end] == article.text[block.start : block.end].strip(BLANK)
        end = block.end
    assert not article.text[end:].strip(BLANK)
    for credit in article.credits:
        assert article.quote(credit.quote.start, credit.quote.end) == credit.quote
    article.text.encode("utf-8")


@given(PAGES)
@settings(deadline=None)
def test_every_text_is_read_whole(text: str) -> None:
    article = article_of_text("page", text)

    sound(article)
    assert len(article.text) == len(text)
    assert article_of_text("page", text) == article


@given(MARKUP)
@settings(deadline=None)
def test_every_markup_is_read(html: str) -> None:
    article = article_of_html("page", html)

    sound(article)
    assert article_of_html("page", html) == article


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
@settings(deadline=None)
def test_offsets_of_a_text_file_are_those_of_the_file(text: str) -> None:
    article = article_of_text("page", text.encode("utf-8"))

    assert article.text == text.removeprefix("\ufeff")
    assert article.encoding == "utf-8"


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_bytes_are_read_or_refused(data: bytes) -> None:
    for make in (article_of_text, article_of_html):
        with contextlib.suppress(InputError):
            sound(make("page", data))


@given(st.text(min_size=1, max_size=20).filter(lambda name: bool(name.strip())), PAGES)
@settings(deadline=None)
def test_a_row_s_id_is_used_as_it_is(identity: str, text: str) -> None:
    row = json.loads(json.dumps({"id": identity, "text": text}))

    assert article_of_row(row, "here").id == identity


@given(
    st.dictionaries(st.sampled_from(["id", "text", "html", "url", "published"]), st.none() | st.integers() | st.text())
)
def test_every_row_is_read_or_refused(row: dict[str, object]) -> None:
    with contextlib.suppress(InputError):
        sound(article_of_row(row, "here"))


@given(st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2030, 1, 1)))
@settings(deadline=None)
def test_dates_in_addresses(day: datetime.date) -> None:
    month = day.strftime("%b").lower()
    for path in (f"{day:%Y/%m/%d}", f"{day:%Y}/{month}/{day.day}", f"{day:%Y-%m-%d}", f"news-{day:%Y%m%d}-x"):
        assert date_of(f"https://example.org/{path}/a-visit") == day.isoformat()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://example.org/2018/05/a-visit.html", "2018-05"),
        ("https://example.org/world/asia-45307893", None),
        ("https://example.org/2018/13/45/a-visit", "2018"),
        ("https://example.org/a-visit?id=20180230", None),
        ("https://example.org/07-may-2018/a-visit", "2018-05-07"),
    ],
)
def test_dates_in_odd_addresses(address: str, found: str | None) -> None:
    assert date_of(address) == found


PARAGRAPH = "<p>The president met the chancellor in Berlin on Monday, officials of both countries said.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + PARAGRAPH,
        "<b>" * 100_000 + PARAGRAPH,
        "<div><p>" + PARAGRAPH * 3 + "<table><tr><td>",
        "<script>" + "x<p>" * 100_000 + "</script>" + PARAGRAPH,
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;</p>' + PARAGRAPH,
        "<p " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">" + PARAGRAPH,
        f"<p class='{'comment-' * 50_000}'>" + PARAGRAPH,
        "<p>a\0b \ud800 \u202eabc\u202c</p>" + PARAGRAPH,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PARAGRAPH,
    ],
    ids=["deep", "deep inline", "unclosed", "script", "entities", "attributes", "class", "characters", "json"],
)
def test_hostile_markup_ends_well(html: str) -> None:
    begun = time.perf_counter()
    article = article_of_html("page", html)

    sound(article)
    assert "The president met the chancellor in Berlin" in article.text
    assert time.perf_counter() - begun < 20


def test_a_page_of_fifty_megabytes_is_one_clear_line(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    huge.write_bytes(b"words and words " * 3_125_000)

    (error,) = read([tmp_path])

    assert str(error) == (
        f"{huge}: expected at most 20 MB, got more; split it, one page a file or JSON line, or raise the limit"
    )
