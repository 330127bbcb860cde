"""What an HTML page's head says of it: address, title, outlet, language, dates."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from summitry.model.text import DateHint

LONGEST_JSON = 1_000_000
"""Characters of the longest JSON-LD block that is read."""
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_NAME = rf"(?P<name>{'|'.join(_MONTH_NAMES)})[a-z]*\.?"
_WRITTEN = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b{_NAME} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<year>[12]\d{{3}})\b",
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)? {_NAME},? (?P<year>[12]\d{{3}})\b",
        r"^(?P<year>[12]\d{3})/?(?P<month>0[1-9]|1[0-2])/?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    )
)
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "article.published", "cxenseparse:recs:publishtime", "displaydate", "ptime",
    "citation_publication_date", "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Metadata:
    """What the head says; None where it does not. `dates` in order of trust: JSON-LD, meta elements, time elements."""

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    dates: tuple[DateHint, ...] = ()


def metadata_of(root: lxml.html.HtmlElement) -> Metadata:
    """The metadata of a page's tree."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.casefold(), content)
    linked = list(_linked_data(root))
    return Metadata(
        url=_first(_canonical(root), meta.get("og:url"), meta.get("twitter:url")),
        title=_first(meta.get("og:title"), _only_h1(root), meta.get("twitter:title"), _title(root)),
        outlet=_first(*map(_name, (meta.get("og:site_name"), _publisher(linked), meta.get("application-name")))),
        language=_language(_first(root.get("lang"), root.get("xml:lang"), meta.get("og:locale"))),
        dates=tuple(dict.fromkeys([*_json_dates(linked), *_meta_dates(meta), *_time_elements(root)])),
    )


def _first(*values: str | None) -> str | None:
    return next((value.strip() for value in values if value and value.strip()), None)


def _name(value: str | None) -> str | None:
    return None if value is None or "://" in value else value


def _iso(value: str) -> str:
    """An ISO date for a date in English words or in digits without hyphens; anything else as it is."""
    for shape in _WRITTEN:
        match = shape.search(value)
        if match:
            month = _MONTHS[match["name"][:3].casefold()] if "name" in match.groupdict() else int(match["month"])
            return f"{match['year']}-{month:02}-{int(match['day']):02}"
    return value


def _canonical(root: lxml.html.HtmlElement) -> str | None:
    for element in root.iter("link"):
        if (element.get("rel") or "").casefold() == "canonical" and (element.get("href") or "").startswith("http"):
            return str(element.get("href"))
    return None


def _only_h1(root: lxml.html.HtmlElement) -> str | None:
    headings = [" ".join(element.itertext()).split() for element in root.iter("h1")]
    spoken = [" ".join(words) for words in headings if words]
    return spoken[0] if len(spoken) == 1 else None


def _title(root: lxml.html.HtmlElement) -> str | None:
    return next((" ".join((element.text or "").split()) for element in root.iter("title")), None)


def _language(tag: str | None) -> str | None:
    code = (tag or "").replace("_", "-").split("-")[0].strip().casefold()
    return code if code.isalpha() and code.isascii() and len(code) in {2, 3} else None


def _linked_data(root: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD blocks, those inside @graph and lists too; broken blocks are skipped."""
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "") or not element.text or len(element.text) > LONGEST_JSON:
            continue
        try:
            waiting = [json.loads(element.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            found = waiting.pop(0)
            if isinstance(found, list):
                waiting.extend(found)
            elif isinstance(found, dict):
                yield found
                waiting.append(found.get("@graph", []))


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    for found in linked:
        publisher = found.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return None


def _json_dates(linked: list[dict[str, Any]]) -> Iterator[DateHint]:
    for key in ("datePublished", "dateCreated", "dateModified"):
        for found in linked:
            value = found.get(key)
            if isinstance(value, str) and value.strip():
                yield DateHint(f"json-ld {key}", _iso(value.strip()))


def _meta_dates(meta: dict[str, str]) -> Iterator[DateHint]:
    for name in _DATES:
        if name in meta:
            yield DateHint(f"meta {name}", _iso(meta[name]))


def _time_elements(root: lxml.html.HtmlElement) -> Iterator[DateHint]:
    """Of elements marked as the time of publication; without one, of all elements where they agree on the day, since
    teasers have times of their own."""
    elements = [element for element in root.iter("time") if (element.get("datetime") or "").strip()]
    marked = [e for e in elements if "pubdate" in e.attrib or "datepublished" in (e.get("itemprop") or "").casefold()]
    values = [str(element.get("datetime")).strip() for element in marked or elements]
    if marked or len({value[:10] for value in values}) == 1:
        for value in values:
            yield DateHint("time element", _iso(value))
