"""The record file: whole after every mishap, the same however it was filled."""

from __future__ import annotations

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makers import Page, downgrade
from strategies import filings, worlds
from summitry.model.claims import Filed, Judgement
from summitry.model.errors import RecordError, UsageError
from summitry.record import schema
from summitry.record.codec import decode, encode
from summitry.record.fold import fold
from summitry.record.store import Store

few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def story() -> tuple[Filed, ...]:
    a, b = Page("a", "2018-03-27"), Page("b", "2018-03-28")
    a.say("rumour", "kim*,CHN", "visit", city="beijing", certainty="possible")
    b.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-25", end="2018-03-28")
    return a.filed(), b.filed()


@given(filings())
def test_json_and_back_is_exact(filed: Filed) -> None:
    assert decode(Filed, encode(filed)) == filed
    assert encode(decode(Filed, encode(filed))) == encode(filed)


@few
@given(st.lists(filings(), max_size=3))
def test_what_is_filed_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, filed: list[Filed]) -> None:
    last = {f.article.id: f for f in filed}
    if any(_lone(name) for name in last):
        return
    with Store(tmp_path_factory.mktemp("store") / "record.db") as store:
        for one in filed:
            store.file(one)
        assert store.articles() == tuple(last[i] for i in sorted(last, key=lambda i: i.encode()))


def _lone(name: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in name) or "\0" in name


@few
@given(worlds(most=4), st.randoms(use_true_random=False))
def test_a_record_is_the_same_filed_in_any_order_all_at_once_or_in_parts(
    tmp_path_factory: pytest.TempPathFactory, world: tuple[Filed, ...], random: object
) -> None:
    mixed = [*world, *world[:1]]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("store") / "record.db"
    for part in (mixed[:2], mixed[2:]):
        with Store(path) as store:
            for one in part:
                store.file(one)
            store.refold()
    with Store(path, readonly=True) as store:
        assert store.record() == fold(world)
        assert store.encounters() == fold(world).encounters


def test_filing_again_changes_nothing_and_new_content_replaces(tmp_path: Path) -> None:
    a, b = story()
    with Store(tmp_path / "r.db") as store:
        assert store.file(a, "v1")
        assert not store.file(a, "v1")
        assert store.has("a", a.article.sha256, "v1")
        assert not store.has("a", a.article.sha256, "v2")
        assert not store.has("a", "other", "v1")
        changed = Filed(dataclasses.replace(a.article, sha256="new", text="Another text altogether."), a.date, ())
        assert store.file(changed, "v1")
        assert store.articles() == (changed,)
        assert store.search("altogether")[0].quote.text in changed.article.text
        assert store.search("report") == ()
        store.file(b)
        assert store.ids() == ("a", "b")
        assert store.article("b") == b
        assert store.article("c") is None
        assert store.remove("b")
        assert not store.remove("b")


def test_adding_a_page_and_taking_it_out_again_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    a, b = story()
    with Store(tmp_path / "r.db") as store:
        store.file(a)
        before = store.refold()
        store.file(b)
        assert store.refold() != before
        store.remove("b")
        assert store.refold() == before == store.record()


def test_folds_are_kept_and_made_anew_when_something_changed(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    a, b = story()
    with Store(path) as store:
        store.file(a)
        store.refold()
        store.file(b)
    with Store(path, readonly=True) as store:
        assert [e.status for e in store.encounters()] == ["confirmed"]
        assert [e.status for e in store.record("2018-03-27").encounters] == ["rumoured"]
        with pytest.raises(RecordError, match="reading only"):
            store.file(a)


def test_judgements_survive_a_new_reading_of_the_same_words(tmp_path: Path) -> None:
    a, b = story()
    with Store(tmp_path / "r.db") as store:
        store.file(a)
        store.file(b)
        one = store.refold().encounters[0]
        store.judge(
            Judgement("different", a.claims[0].id, b.claims[0].id, None, None, "Ada", "2026-01-01", "two trips")
        )
        store.judge(Judgement("correct", one.id, None, "start", "2018-03-24", "Ada", "2026-01-02", ""))
        assert len(store.refold().encounters) == 2
        newer = tuple(dataclasses.replace(c, maker=dataclasses.replace(c.maker, version="2")) for c in a.claims)
        store.file(Filed(a.article, a.date, newer))
        record = store.refold()
        assert len(record.encounters) == 2
        assert len(store.judgements()) == 2
        assert "2018-03-24" in [e.start for e in record.encounters]
        for wrong in (
            Judgement("same", "nobody", b.claims[0].id, None, None, "Ada", "2026-01-01", ""),
            Judgement("same", b.claims[0].id, b.claims[0].id, None, None, "Ada", "2026-01-01", ""),
            Judgement("correct", b.claims[0].id, None, "colour", "red", "Ada", "2026-01-01", ""),
            Judgement("correct", b.claims[0].id, None, "start", "May", "Ada", "2026-01-01", ""),
        ):
            with pytest.raises(UsageError, match="expected"):
                store.judge(wrong)


def test_search_finds_all_words_and_quotes_the_text(tmp_path: Path) -> None:
    with Store(tmp_path / "r.db") as store:
        for one in story():
            store.file(one)
        hits = store.search("REPORT b")
        assert [h.article for h in hits] == ["b"]
        text = story()[1].article.text
        assert text[hits[0].quote.start : hits[0].quote.end] == hits[0].quote.text
        assert store.search('" OR "') == store.search("or")
        with pytest.raises(UsageError, match="expected a word"):
            store.search(" ?!")


def test_a_process_killed_while_filing_leaves_whole_articles_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Store(path) as store:
        store.file(story()[0])
    code = """
        import os, signal, sys
        import sqlalchemy as sa
        sys.path.insert(0, sys.argv[2])
        from test_record_store import story
        from summitry.record import store as room
        with room.Store(sys.argv[1]) as store:
            room.sa.event.listen(store._connection.engine, "before_cursor_execute",
                lambda c, cur, sql, *rest: "INTO claims" in sql and os.kill(os.getpid(), signal.SIGKILL))
            store.file(story()[1])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path), str(Path(__file__).parent)],
        check=False,
        env=os.environ,
    )
    assert done.returncode == -signal.SIGKILL
    with Store(path) as store:
        assert store.ids() == ("a",)
        assert store.file(story()[1])
        assert store.record() == fold(story())


def test_a_full_disk_is_one_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "r.db") as store:
        store.file(story()[0])
        pages = store._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        store._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        store._connection.rollback()
        big = Page("big", "2018-03-28", body="word " * 50_000).filed()
        with pytest.raises(RecordError, match=r"r\.db: the disk is full; free some space") as caught:
            store.file(big)
        assert "\n" not in str(caught.value)
        assert store.ids() == ("a",)
        store._connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        store._connection.rollback()
        assert store.file(big)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a database, but long enough to be read as one" * 40, "no SQLite database"), (None, "found no file")],
)
def test_what_is_no_record_is_refused_in_one_line(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "r.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordError, match=words) as caught:
        Store(path, readonly=content is None)
    assert "\n" not in str(caught.value)
    assert content is None or path.read_bytes() == content


def test_folders_foreign_files_and_damage_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="got a folder"):
        Store(tmp_path)
    with pytest.raises(RecordError, match="cannot be opened"):
        Store(tmp_path / "nowhere" / "r.db")
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE notes (a)")
    other.close()
    with pytest.raises(RecordError, match="another program"):
        Store(foreign)
    damaged = tmp_path / "damaged.db"
    with Store(damaged) as store:
        store.file(Page("a", "2018-03-28", body="word " * 20_000).filed())
    raw = damaged.read_bytes()
    damaged.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))
    with pytest.raises(RecordError, match=r"damaged|expected"), Store(damaged) as store:
        store.articles()


def test_an_older_file_migrates_and_keeps_all_a_newer_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Store(path) as store:
        for one in story():
            store.file(one)
    downgrade(path, 1)
    with pytest.raises(RecordError, match=r"got version 1; run `summitry build`"):
        Store(path, readonly=True)
    with Store(path) as store:
        assert store.articles() == story()
        assert store.refold() == fold(story())
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT version FROM schema_version").fetchall() == [(schema.VERSION,)]
        db.execute("UPDATE schema_version SET version = 99")
    db.close()
    with pytest.raises(RecordError, match=r"got version 99; it was written by a newer"):
        Store(path)


def test_a_record_in_a_folder_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    with Store(folder / "r.db") as store:
        store.file(story()[0])
        store.refold()
    (folder / "r.db").chmod(0o444)
    folder.chmod(0o555)
    try:
        with Store(folder / "r.db", readonly=True) as store:
            assert store.ids() == ("a",)
    finally:
        folder.chmod(0o755)
