"""Formats that pages come in: mail, MHTML, PDF, zipped folders, WARC, feeds, rows of other scrapers."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import tracemalloc
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.model.errors import InputError, UsageError
from summitry.model.text import Article
from summitry.pages import Intake, Piece, Wanted, archives, pieces, read

TALKS = "The Norwegian prime minister met the president of Kenya in Oslo on Tuesday, her office said."
HTML = (
    f"<html lang=en><head><title>Talks in Oslo</title></head><body><h1>Talks in Oslo</h1><p>{TALKS}</p></body></html>"
)


def sorted_out(source: Path, intake: Intake | None = None) -> tuple[dict[str, Article], list[str]]:
    """The articles of a source by id, and the lines of its errors. Every block stands in its article."""
    articles, errors = {}, []
    for found in read([source], intake=intake or Intake()):
        if isinstance(found, InputError):
            errors.append(str(found))
        else:
            articles[found.id] = found
            assert all(found.text[block.start : block.end].strip() for block in found.blocks)
    assert all("\n" not in error and "; " in error for error in errors)
    return articles, errors


def hints(article: Article) -> dict[str, str]:
    return {hint.where: hint.value for hint in article.hints}


def mail(subject: str = "Talks in Oslo – a report", html: bool = True) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Dispatch <news@dispatch.example>"
    message["Subject"] = subject
    message["Date"] = "Tue, 12 Mar 2019 18:30:00 +0000"
    message["Message-ID"] = f"<{len(subject)}@dispatch.example>"
    message.set_content(f"{TALKS} Это письмо.")
    if html:
        message.add_alternative(HTML, subtype="html")
    message.add_attachment(b"MZ...", maintype="application", subtype="octet-stream", filename="a.exe")
    return message


def test_a_message_is_its_html_with_sender_subject_and_date(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail().as_bytes())
    (tmp_path / "b.eml").write_bytes(mail(html=False).as_bytes())

    articles, errors = sorted_out(tmp_path)

    assert errors == []
    first, second = articles.values()
    assert (first.title, first.outlet, first.text.split("\n")[0]) == (
        "Talks in Oslo – a report",
        "The Dispatch",
        "Talks in Oslo",
    )
    assert hints(first)["mail Date"] == "2019-03-12T18:30:00+00:00"
    assert second.text.strip() == f"{TALKS} Это письмо."


def test_a_mailbox_holds_messages_named_by_their_ids(tmp_path: Path) -> None:
    messages = [mail(subject) for subject in ("One", "Second", "The third")]
    quoted = b"\n".join(
        b"From x@y.example Tue Mar 12 18:30:00 2019\n" + one.as_bytes() + b"\n>From the text\n" for one in messages
    )
    (tmp_path / "news.mbox").write_bytes(quoted)
    (tmp_path / "named").write_bytes(quoted)

    articles, errors = sorted_out(tmp_path / "news.mbox")

    assert errors == []
    assert [one.partition("#")[2] for one in articles] == [
        "3@dispatch.example",
        "6@dispatch.example",
        "9@dispatch.example",
    ]
    assert len(sorted_out(tmp_path / "named")[0]) == 3, "told by its bytes"


def test_a_page_saved_as_mhtml(tmp_path: Path) -> None:
    page = EmailMessage()
    page["Snapshot-Content-Location"] = "https://post.example/2019/03/12/talks"
    page["Subject"] = "Talks in Oslo"
    page["Date"] = "Fri, 15 Mar 2019 08:00:00 -0000"
    page.set_content(HTML, subtype="html", cte="quoted-printable")
    page.make_related()
    page.add_related(b"\x89PNG", maintype="image", subtype="png")
    (tmp_path / "page.mhtml").write_bytes(page.as_bytes())

    articles, errors = sorted_out(tmp_path)

    (article,) = articles.values()
    assert errors == []
    assert article.text.split("\n") == ["Talks in Oslo", TALKS]
    assert article.url == "https://post.example/2019/03/12/talks"
    assert hints(article)["MHTML Date (retrieved)"].startswith("2019-03-15")


def a_pdf(*texts: str) -> bytes:
    """A PDF with a page for each text."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(texts)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(texts):
        drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {font} /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def test_the_text_of_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf("Talks in Oslo", TALKS))
    (tmp_path / "scan.pdf").write_bytes(a_pdf("", ""))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n" + b"junk " * 50)
    (tmp_path / "unnamed").write_bytes(a_pdf(TALKS))

    articles, errors = sorted_out(tmp_path)

    (article,) = articles.values()
    assert article.text == f"Talks in Oslo\n\n{TALKS}"
    assert [error.split(": ")[1].split(";")[0] for error in errors] == [
        "expected a PDF, got a broken one", "the PDF holds no text, only pictures of it",
    ]  # fmt: skip
    assert [one.text for one in sorted_out(tmp_path / "unnamed")[0].values()] == [TALKS]


@pytest.mark.parametrize(("package", "name"), [("pypdf", "a.pdf"), ("fastwarc", "a.warc")])
def test_a_reader_that_is_not_installed_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, name: str
) -> None:
    (tmp_path / name).write_bytes(a_pdf(TALKS))
    monkeypatch.setattr(f"summitry.pages.{'pdf' if package == 'pypdf' else 'archives'}.package", _absent)

    _, errors = sorted_out(tmp_path)

    assert errors == [
        f"{tmp_path / name}: reading {'PDF' if package == 'pypdf' else 'WARC'} needs {package}; run `pip`"
    ]


def _absent(module: str, name: str) -> None:
    raise UsageError(f"{module} is not installed; run `pip`")


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_a_zipped_folder_is_read_like_a_folder(tmp_path: Path) -> None:
    files = {
        "pages/b.html": HTML.encode(), "pages/a.txt": TALKS.encode(), "pages/.hidden.txt": b"x", "__MACOSX/a.txt": b"x",
        "pages/picture.png": b"\x89PNG", "../../etc/up.txt": TALKS.encode(), "mail/m.eml": mail().as_bytes(),
        "inner.zip": zipped({"c.txt": b"x"}), "d.txt.gz": gzip.compress(TALKS.encode()), "empty.txt": b"",
    }  # fmt: skip
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "saved.zip").write_bytes(zipped(files))

    articles, errors = sorted_out(folder)

    assert list(articles) == [
        "in/saved.zip/etc/up.txt", "in/saved.zip/d.txt.gz", "in/saved.zip/mail/m.eml", "in/saved.zip/pages/a.txt",
        "in/saved.zip/pages/b.html",
    ]  # fmt: skip
    assert [error.removeprefix(f"{folder}/saved.zip/") for error in errors] == [
        "empty.txt: the page is empty; leave it out, or save it again",
        "inner.zip: a zip file inside another is not opened; unpack the outer one",
    ]


def test_what_unpacks_without_end_ends_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_ARCHIVE", 3_000_000)
    bomb = {f"{number}.txt": b"word and word " * 100_000 for number in range(10)}
    (tmp_path / "bomb.zip").write_bytes(zipped(bomb))

    tracemalloc.start()
    articles, errors = sorted_out(tmp_path / "bomb.zip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(articles) == 2
    assert len(errors) == 1
    assert "expected an archive that unpacks to at most" in errors[0]
    assert peak < 200_000_000


@pytest.mark.parametrize("spoil", ["cut", "junk", "encrypted"])
def test_a_broken_zip_is_told(tmp_path: Path, spoil: str) -> None:
    data = zipped({"a.txt": TALKS.encode() * 20})
    if spoil == "cut":
        data = data[:60]
    elif spoil == "junk":
        data = data[:45] + b"\xff" * 20 + data[65:]
    else:
        data = data[:6] + b"\x01" + data[7:]
        at = data.index(b"PK\x01\x02") + 8
        data = data[:at] + b"\x01" + data[at + 1 :]
    (tmp_path / "a.zip").write_bytes(data)

    articles, errors = sorted_out(tmp_path / "a.zip")

    assert articles == {}
    assert any(words in errors[0] for words in ("broken zip file", "broken in its zip file", "encrypted"))


def warc(*responses: tuple[str, str, bytes], pack: bool = False) -> bytes:
    """A WARC file of responses: address, type, body."""
    made = b""
    for number, (url, kind, body) in enumerate(responses):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-03-1{number}T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        made += gzip.compress(record, mtime=0) if pack else record
    return made


GERMAN = (
    "<html><body><p>Die Kanzlerin hat am Dienstag in Berlin den Präsidenten von Kenia getroffen, "
    "und sie sprachen über das, was ist.</p></body></html>"
)
RESPONSES = (
    ("https://post.example/talks", "text/html; charset=utf-8", HTML.encode()),
    ("https://www.zeitung.example/treffen", "text/html; charset=iso-8859-1", GERMAN.encode("latin-1")),
    ("https://post.example/logo.png", "image/png", b"\x89PNG"),
    (
        "https://other.example/fish",
        "text/html",
        b"<p>Fish are caught in the sea, as they are every year, by the boats.</p>",
    ),
)


@pytest.mark.parametrize("pack", [False, True])
def test_the_pages_of_a_warc_file(tmp_path: Path, pack: bool) -> None:
    name = "CC-NEWS.warc.gz" if pack else "CC-NEWS.warc"
    (tmp_path / name).write_bytes(warc(*RESPONSES, pack=pack))

    articles, errors = sorted_out(tmp_path)

    assert errors == []
    assert [one.partition("#")[2] for one in articles] == [
        "https://post.example/talks@2019-03-10T00:00:00Z", "https://www.zeitung.example/treffen@2019-03-11T00:00:00Z",
        "https://other.example/fish@2019-03-13T00:00:00Z",
    ]  # fmt: skip
    first, second, _ = articles.values()
    assert first.text.endswith(TALKS)
    assert "Präsidenten" in second.text
    assert hints(first) == {"WARC-Date (retrieved)": "2019-03-10T00:00:00Z"}


@pytest.mark.parametrize(
    ("wanted", "hosts"),
    [
        (Wanted(hosts=("zeitung.example",)), ["www.zeitung.example"]),
        (Wanted(languages=("de",)), ["www.zeitung.example"]),
        (Wanted(words=("kenya", "Kenia")), ["post.example", "www.zeitung.example"]),
        (Wanted(words=("präsidenten",)), ["www.zeitung.example"]),
        (Wanted(words=("Ken",)), []),
        (Wanted(hosts=("ample",)), []),
    ],
)
def test_only_what_is_wanted_is_read(tmp_path: Path, wanted: Wanted, hosts: list[str]) -> None:
    (tmp_path / "a.warc").write_bytes(warc(*RESPONSES))

    articles, _ = sorted_out(tmp_path, Intake(wanted))

    assert [str(one.url).split("/")[2] for one in articles.values()] == hosts


def test_a_broken_warc_file_keeps_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "cut.warc").write_bytes((warc(RESPONSES[0]) + warc(RESPONSES[1]))[:-30])
    (tmp_path / "junk.warc").write_bytes(b"no archive at all\n" * 100)

    articles, errors = sorted_out(tmp_path)

    assert [one.split("#")[1].split("@")[0] for one in articles] == ["https://post.example/talks"]
    assert [error.split(": ", 1)[1].split(" (")[0] for error in errors] == [
        "cut off after 119 of 145 bytes; fetch the archive again",
        "broken WARC data",
    ]


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Dispatch</title><link>https://dispatch.example/</link>
<item><title>Talks in &lt;Oslo&gt;</title><link>https://dispatch.example/talks</link>
<guid isPermaLink="false">id-1</guid><pubDate>Tue, 12 Mar 2019 18:30:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{TALKS}</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>Bare</title><link>https://dispatch.example/bare</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><link href="https://post.example/" />
<entry><id>tag:post.example,2019:1</id><title>Talks</title><link rel="alternate" href="https://post.example/a"/>
<published>2019-03-12T10:00:00Z</published><updated>2019-03-13T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TALKS}</p></div></content></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://post.example/a</loc>
<lastmod>2019-03-12</lastmod></url><url><loc>https://post.example/b</loc></url></urlset>"""


def test_feeds_give_the_items_that_hold_text(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS, encoding="utf-8")
    (tmp_path / "b.atom").write_text(ATOM, encoding="utf-8")

    articles, errors = sorted_out(tmp_path)

    rss, atom = articles.values()
    assert [one.partition("#")[2] for one in articles] == ["id-1", "tag:post.example,2019:1"]
    assert (rss.url, rss.title, rss.outlet) == ("https://dispatch.example/talks", "Talks in <Oslo>", "The Dispatch")
    assert rss.text == f"Talks in <Oslo>\n{TALKS}"
    assert hints(rss) == {"feed published": "2019-03-12T18:30:00+00:00"}
    assert atom.text == f"Talks\n{TALKS}"
    assert (atom.url, hints(atom)["feed published"]) == ("https://post.example/a", "2019-03-12T10:00:00Z")
    assert errors == [
        f"{tmp_path}/a.rss: an address without a page; fetch them with `summitry watch`, or build with --fetch"
    ]


@pytest.mark.parametrize("name", ["map.xml", "list.txt", "gdelt.csv", "rows.jsonl"])
def test_addresses_are_fetched_only_where_that_is_allowed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    told = {
        "map.xml": SITEMAP,
        "list.txt": "https://post.example/a\nhttps://post.example/b\n",
        "gdelt.csv": "DATE,DocumentIdentifier\n20190312,https://post.example/a\n20190312,https://post.example/b\n",
        "rows.jsonl": '{"url": "https://post.example/a"}\n{"url": "https://post.example/b"}\n',
    }
    path.write_text(told[name], encoding="utf-8")
    asked: list[str] = []

    def fetch(address: str) -> Piece:
        asked.append(address)
        return Piece("", "html", HTML, url=address)

    articles, errors = sorted_out(path)
    fetched, _ = sorted_out(path, Intake(fetch=fetch))
    some, _ = sorted_out(path, Intake(Wanted(hosts=("other.example",)), fetch))

    assert articles == {}
    assert all("address" in error and "--fetch" in error for error in errors)
    assert list(fetched) == asked == ["https://post.example/a", "https://post.example/b"]
    assert some == {}


LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10))
    + "]><rss><channel><item><title>&k;</title><description>&k;</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (LAUGHS, "the XML declares entities of its own"),
        ("<rss><!ENTITY x SYSTEM 'file:///etc/passwd'></rss>", "the XML declares entities of its own"),
        ("<html><body>no feed</body></html>", "expected RSS, Atom or a sitemap"),
        ("", "expected RSS, Atom or a sitemap"),
        ("<rss>" + "<item/>" * 100_001 + "</rss>", "expected at most 100,000 items"),
    ],
)
def test_a_feed_that_is_a_trap_ends_in_one_line(tmp_path: Path, data: str, words: str) -> None:
    (tmp_path / "a.rss").write_text(data, encoding="utf-8")

    articles, errors = sorted_out(tmp_path)

    assert articles == {}
    assert [words in error for error in errors] == [True]


NEWS_PLEASE = {
    "authors": ["A. Writer"], "date_download": "2024-01-01 10:00:00", "date_modify": None,
    "date_publish": "2019-03-12 18:30:00", "description": "Short.",
    "filename": "https%3A%2F%2Fpost.example%2Ftalks.json",
    "language": "en", "maintext": TALKS, "source_domain": "post.example", "title": "Talks in Oslo",
    "url": "https://post.example/talks",
}  # fmt: skip
FUNDUS = {
    "title": "Talks in Oslo", "publisher": "The Post", "publishing_date": "2019-03-12T18:30:00+00:00",
    "body": {"summary": ["Fish came first."],
             "sections": [{"headline": ["Oslo"], "paragraphs": [TALKS, "Then fish."]}]},
    "html": {"requested_url": "https://post.example/talks", "responded_url": "https://post.example/talks"},
}  # fmt: skip


def test_rows_of_news_please_and_fundus_as_json_lines_json_and_csv(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps(NEWS_PLEASE) + "\n", encoding="utf-8")
    (tmp_path / "array.json").write_text(json.dumps([FUNDUS, 5]), encoding="utf-8")
    flat = {name: value for name, value in NEWS_PLEASE.items() if isinstance(value, str)}
    line = ",".join(f'"{value}"' for value in flat.values())
    (tmp_path / "table.csv").write_text(f"{','.join(flat)}\n{line}\n", encoding="utf-8")

    plain, _ = sorted_out(tmp_path / "rows.jsonl")
    table, _ = sorted_out(tmp_path / "table.csv")
    fundus, errors = sorted_out(tmp_path / "array.json")

    assert plain == table
    (article,) = plain.values()
    assert article.id == "https%3A%2F%2Fpost.example%2Ftalks.json"
    assert (article.text, article.url, article.outlet) == (TALKS, "https://post.example/talks", "post.example")
    assert hints(article) == {"date_publish": "2019-03-12 18:30:00"}
    (article,) = fundus.values()
    assert article.text == f"Fish came first.\n\nOslo\n\n{TALKS}\n\nThen fish."
    assert (article.id, article.outlet) == ("https://post.example/talks", "The Post")
    assert errors == [f"{tmp_path}/array.json:2: expected an object, got int; mend the file"]


def test_tables_and_json_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in ("gold.csv", "settings.json", "map.xml"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")

    articles, errors = sorted_out(tmp_path)

    assert len(articles) == 1
    assert errors == []


@pytest.mark.parametrize(("name", "data"), [("a.json", "no"), ("a.csv", '"' + "\0" * 3), ("b.csv", "\udcff")])
def test_broken_tables_are_told(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8", errors="surrogateescape")

    articles, errors = sorted_out(tmp_path / name)

    assert articles == {}
    assert len(errors) <= 1


_SCRATCH = tempfile.TemporaryDirectory()
KINDS = ("a.eml", "a.mbox", "a.mhtml", "a.pdf", "a.zip", "a.warc", "a.rss", "a.csv", "a.json", "a.jsonl", "unnamed")
WHOLE = {
    "a.eml": mail().as_bytes(), "a.mbox": b"From a@b Tue Mar 12 2019\n" + mail().as_bytes(), "a.pdf": a_pdf(TALKS),
    "a.zip": zipped({"a.txt": TALKS.encode()}), "a.warc": warc(*RESPONSES), "a.rss": RSS.encode(),
    "a.json": json.dumps(FUNDUS).encode(), "a.jsonl": json.dumps(NEWS_PLEASE).encode(),
}  # fmt: skip


@given(st.sampled_from(KINDS), st.data())
def test_whatever_a_file_holds_reading_it_ends_in_articles_or_lines(kind: str, data: st.DataObject) -> None:
    whole = WHOLE.get(kind, TALKS.encode())
    at = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=40))
    spoiled = data.draw(
        st.sampled_from([junk, whole[:at] + junk + whole[at + len(junk) :], whole[:at], zlib.compress(whole)])
    )
    folder = Path(_SCRATCH.name)
    (folder / kind).write_bytes(spoiled)

    for found in read([folder / kind]):
        assert isinstance(found, (Article, InputError))


def test_the_limits_are_those_of_the_docs() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "intake.md").read_text(encoding="utf-8")

    assert f"{pieces.LARGEST_PAGE // 1_000_000} MB" in docs
    assert f"{pieces.LARGEST_ARCHIVE // 1_000_000_000} GB" in docs
    assert f"{pieces.MOST_MEMBERS:,}" in docs
