"""Readers: files, folders, standard input; whatever is wrong ends in one clear line, and the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

from summitry.model.errors import InputError
from summitry.model.text import Article
from summitry.pages import article_of_row, read

TEXT = "Norway and Kenya talk fish\n\nThe Norwegian prime minister met the president of Kenya in Oslo on Tuesday.\n"


def sorted_out(sources: list[str | Path], largest: int = 20_000_000) -> tuple[dict[str, Article], list[str]]:
    """The articles of sources by id, and the lines of their errors."""
    articles, errors = {}, []
    for found in read(sources, largest):
        if isinstance(found, InputError):
            errors.append(str(found))
        else:
            articles[found.id] = found
    assert all("\n" not in error for error in errors)
    return articles, errors


def test_a_folder_is_read_with_the_folders_in_it_and_hidden_files_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "deep" / ".git").mkdir(parents=True)
    (folder / "b.txt").write_text(TEXT)
    (folder / "deep" / "a.html").write_text(f"<p>{TEXT}</p>")
    (folder / ".hidden.txt").write_text(TEXT)
    (folder / "deep" / ".git" / "c.txt").write_text(TEXT)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "z.txt.gz").write_bytes(gzip.compress(TEXT.encode(), mtime=0))

    articles, errors = sorted_out([folder])

    assert list(articles) == ["pages/b.txt", "pages/deep/a.html", "pages/z.txt.gz"]
    assert articles["pages/b.txt"].text == articles["pages/z.txt.gz"].text == TEXT
    assert errors == []


def test_an_id_is_the_same_whichever_way_a_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    monkeypatch.chdir(folder)

    ways: list[list[str | Path]] = [[folder], [folder / "a.txt"], ["."], ["a.txt"], ["../pages"], [folder, "a.txt"]]

    assert [list(sorted_out(way)[0]) for way in ways] == [["pages/a.txt"]] * len(ways)


def test_the_order_of_sources_changes_nothing(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"{name}: {TEXT}")
    files: list[str | Path] = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]

    assert list(read(files)) == list(read(files[::-1]))


def test_json_lines_plain_and_packed(tmp_path: Path) -> None:
    rows = [
        {"id": "one", "text": TEXT, "outlet": "Post", "published": "2019-03-12", "url": "https://post.example/x"},
        {"id": 2, "html": f"<p>{TEXT}</p>", "title": None, "more": [1]},
    ]
    lines = "\n\n".join(json.dumps(row) for row in rows) + "\n"
    (tmp_path / "a.jsonl").write_text(lines)
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))

    plain, errors = sorted_out([tmp_path / "a.jsonl"])
    packed, more_errors = sorted_out([tmp_path / "b.ndjson.gz"])

    assert plain == packed
    assert errors == more_errors == []
    assert list(plain) == ["one", "2"]
    assert plain["one"].text == TEXT
    assert (plain["one"].outlet, plain["one"].given_date) == ("Post", "2019-03-12")


def test_a_bad_row_is_told_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": TEXT})
    bad = [
        "not json",
        "[1, 2]",
        '{"text": "no id"}',
        '{"id": "no text"}',
        '{"id": "x", "text": 5}',
        '{"id": "x", "text": "a", "url": {}}',
        '{"id": ' + "[" * 100_000,
        '{"id": ' + "9" * 5000 + "}",
    ]
    (tmp_path / "rows.jsonl").write_bytes("\n".join([*bad, good]).encode() + b'\n{"id": "\xff"}\n')

    articles, errors = sorted_out([tmp_path / "rows.jsonl"])

    assert list(articles) == ["good"]
    assert [error.split(": ")[0].rsplit(":", 1)[1] for error in errors] == [*map(str, range(1, 9)), "10"]
    assert all("; " in error for error in errors)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "the page is empty"),
        ("blank.txt", b" \n\t\n", "the page is empty"),
        ("empty.jsonl", b"", "the page is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "got a PNG image"),
        ("paper.html", b"%PDF-1.7 ...", "got a PDF"),
        ("binary.txt", bytes(range(256)) * 3, "got binary data"),
        ("broken.txt.gz", gzip.compress(TEXT.encode(), mtime=0)[:-20], "broken gzip data"),
        ("big.txt", b"words and words " * 100, "expected at most 0.001 MB"),
        ("bomb.txt.gz", gzip.compress(b"words and words " * 500_000, mtime=0), "expected at most 0.001 MB"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT)

    articles, errors = sorted_out([tmp_path], largest=1000)

    assert list(articles) == [f"{tmp_path.name}/good.txt"]
    assert len(errors) == 1
    assert name in errors[0]
    assert words in errors[0]


def test_an_overlong_row_is_passed_over(tmp_path: Path) -> None:
    rows = [{"id": "long", "text": "x" * 5000}, {"id": "short", "text": TEXT}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    articles, errors = sorted_out([tmp_path / "rows.jsonl"], largest=1000)

    assert list(articles) == ["short"]
    assert "rows.jsonl:1: expected at most 0.001 MB" in errors[0]


def test_missing_files_and_folders_without_pages(tmp_path: Path) -> None:
    articles, errors = sorted_out([tmp_path / "nowhere", tmp_path, "a\0b"])

    assert articles == {}
    assert len(errors) == 3
    assert any("there is no such file or folder" in error for error in errors)
    assert any("no page in this folder" in error for error in errors)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "good.txt").write_text(TEXT)
    closed.chmod(0)
    try:
        articles, errors = sorted_out([tmp_path])
    finally:
        closed.chmod(0o700)

    assert len(articles) == 1
    assert "no permission to read it" in errors[0]


def test_a_folder_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the test above, for those who run tests as root."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "good.txt").write_text(TEXT)
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    articles, errors = sorted_out([tmp_path])

    assert len(articles) == 1
    assert errors == [f"{closed}: no permission to read it; change its permissions, or leave it out"]


def test_one_id_for_two_pages_is_an_error_and_one_page_twice_is_not(tmp_path: Path) -> None:
    for folder, text in (("x", TEXT), ("y", TEXT), ("z", TEXT + "More.")):
        (tmp_path / folder / "pages").mkdir(parents=True)
        (tmp_path / folder / "pages" / "a.txt").write_text(text)

    articles, errors = sorted_out([tmp_path / folder / "pages" for folder in "zyx"])

    assert list(articles) == ["pages/a.txt"]
    assert articles["pages/a.txt"].text == TEXT
    assert len(errors) == 1
    assert 'another page has the id "pages/a.txt" already' in errors[0]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (b"<!DOCTYPE html><p>Norway and Kenya</p>", ["stdin"]),
        (gzip.compress(TEXT.encode(), mtime=0), ["stdin"]),
        (b'\xef\xbb\xbf{"id": "a", "text": "Norway."}\n{"id": "b", "text": "Kenya."}', ["a", "b"]),
    ],
)
def test_standard_input_tells_its_kind_itself(monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    articles, errors = sorted_out(["-"])

    assert list(articles) == ids
    assert errors == []
    assert "<p>" not in next(iter(articles.values())).text


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("Встреча президентов прошла в Москве во вторник, сообщил представитель Кремля.", "cp1251", "guessed"),
        ("Das Gespräch in München dauerte länger als geplant, sagte der Außenminister später.", "cp1252", "guessed"),
        ("Das Gespräch in München dauerte länger.", "utf-8-sig", "utf-8"),
        ("Das Gespräch in München dauerte länger.", "utf-16", "utf-16"),
        ("Das Gespräch in München dauerte länger.", "utf-8", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    (tmp_path / "page.txt").write_bytes(text.encode(encoding))

    (article,) = sorted_out([tmp_path])[0].values()

    assert article.text == text
    assert told in (article.encoding or "")


def test_html_declares_its_encoding_and_may_be_wrong(tmp_path: Path) -> None:
    declared = '<html><head><meta charset="{}"></head><body><p>Über München</p></body></html>'
    (tmp_path / "latin.html").write_bytes(declared.format("iso-8859-1").encode("cp1252"))
    (tmp_path / "wrong.html").write_bytes(declared.format("shift_jis").encode("utf-8"))
    (tmp_path / "xml.html").write_bytes(b'<?xml version="1.0" encoding="utf-8"?>' + declared.format("utf-8").encode())

    articles, errors = sorted_out([tmp_path])

    assert errors == []
    assert articles[f"{tmp_path.name}/latin.html"].text == articles[f"{tmp_path.name}/xml.html"].text == "Über München"
    assert articles[f"{tmp_path.name}/latin.html"].encoding == "cp1252 (declared)"


def test_a_few_broken_bytes_are_marked_and_told(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes("Das Gespräch in München dauerte länger. ".encode() * 20 + b"\xff end.")

    (article,) = sorted_out([tmp_path])[0].values()

    assert article.encoding == "utf-8 (1 bytes replaced)"
    assert article.text.endswith("\ufffd end.")
    assert "München" in article.text


def test_a_row_keeps_its_length_whatever_is_in_it() -> None:
    article = article_of_row({"id": "a", "text": "Norway\x00 and \ud800 Kenya"}, "here")

    assert article.text == "Norway\ufffd and \ufffd Kenya"


def test_odd_names_of_files(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_text(TEXT)
    (tmp_path / "empty\n.txt").write_text("")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")

    articles, errors = sorted_out([tmp_path])

    assert list(articles) == [f"{tmp_path.name}/caf\ufffd\n.txt"]
    assert sorted(error.split(": ")[1] for error in errors) == [
        "the page is empty; leave it out, or save it again",
        "there is no such file or folder; check the path",
    ]
