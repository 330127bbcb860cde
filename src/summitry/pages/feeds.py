"""Feeds and lists of addresses as XML: RSS 0.9 to 2.0, RDF, Atom, sitemaps. Entities are never expanded and nothing is
fetched; a document type with declarations of its own is refused."""

from __future__ import annotations

import dataclasses
import email.utils
import html
import re
from collections.abc import Iterator, Sequence

import lxml.etree

from summitry.model.errors import InputError
from summitry.model.text import DateHint
from summitry.pages.pieces import MOST_MEMBERS, Piece, Stream, too_large

_DECLARES = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>\[]*\[)", re.IGNORECASE)
_ITEMS = frozenset({"item", "entry"})
_LISTED = frozenset({"url", "sitemap"})


@dataclasses.dataclass(frozen=True)
class Item:
    """An item of a feed or a line of a sitemap. `content`: HTML, the fullest that it has, or None for an address
    alone; `identity`: what it is called in its feed; `published`, `updated`: as ISO where they can be read."""

    identity: str
    url: str | None
    title: str | None = None
    content: str | None = None
    published: str | None = None
    updated: str | None = None


@dataclasses.dataclass(frozen=True)
class Feed:
    """A feed: its title, its own address where it says it, its items, and whether they are sitemaps in turn."""

    title: str | None
    url: str | None
    items: tuple[Item, ...]
    nested: bool = False


def parsed(data: bytes, where: str) -> Feed:
    """The feed or sitemap that `data` is. Raises InputError where it is none, is broken, declares entities, or has more
    than MOST_MEMBERS items."""
    if _DECLARES.search(data):
        raise InputError("the XML declares entities of its own, which are not read", where, "leave it out")
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = lxml.etree.fromstring(data.lstrip(), parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise _no_feed(where) from error
    if root is None or _name(root) not in ("rss", "RDF", "feed", "urlset", "sitemapindex"):
        raise _no_feed(where)
    channel = next((one for one in root if _name(one) == "channel"), root)
    listed = [one for one in root.iter() if _name(one) in _ITEMS | _LISTED]
    if len(listed) > MOST_MEMBERS:
        raise InputError(f"expected at most {MOST_MEMBERS:,} items, got {len(listed):,}", where, "split the feed")
    items = tuple(_item(one, number) for number, one in enumerate(listed, 1))
    return Feed(_text(channel, "title"), _link(channel), items, nested=_name(root) == "sitemapindex")


def feed(stream: Stream, where: str, largest: int) -> Iterator[Piece | InputError]:
    """The items of a feed that hold text of their own, each as a page; an item that is only an address is an
    InputError, since reading never fetches."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        yield too_large(where, largest)
        return
    try:
        found = parsed(data, where)
    except InputError as error:
        yield error
        return
    bare = [item for item in found.items if item.content is None]
    yield from (piece_of(item, found.title) for item in found.items if item.content is not None)
    if bare:
        yield addresses_only(len(bare), where)


def addresses_only(number: int, where: str) -> InputError:
    """The error of addresses without pages."""
    what = f"{number:,} addresses without a page" if number > 1 else "an address without a page"
    return InputError(what, where, "fetch them with `summitry watch`, or build with --fetch")


def piece_of(item: Item, outlet: str | None) -> Piece:
    """An item's page: its title as the headline over its content."""
    title = html.escape(item.title or "", quote=False)
    head = f"<title>{title}</title>" if title else ""
    body = f"<h1>{title}</h1>{item.content}" if title else item.content
    dates = [("feed published", item.published), ("feed updated", item.updated)]
    return Piece(
        name=f"#{item.identity}",
        kind="html",
        data=f"<html><head>{head}</head><body><article>{body}</article></body></html>",
        url=item.url,
        title=item.title,
        outlet=outlet,
        dates=tuple(DateHint(where, value) for where, value in dates if value),
    )


def _no_feed(where: str) -> InputError:
    return InputError("expected RSS, Atom or a sitemap, got something else", where, "check the file or the address")


def _item(element: lxml.etree._Element, number: int) -> Item:
    url = _link(element) or _text(element, "loc")
    content = _markup(element, "encoded") or _markup(element, "content")
    content = content or _markup(element, "description") or _markup(element, "summary")
    identity = _text(element, "guid") or _text(element, "id") or url or str(number)
    published = _text(element, "pubDate") or _text(element, "published") or _text(element, "date")
    published = published or _text(element, "publication_date")
    updated = _text(element, "updated") or _text(element, "lastmod") or _text(element, "modified")
    return Item(identity, url, _text(element, "title"), content, _iso(published), _iso(updated))


def _name(element: lxml.etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    return lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""


def _inside(element: lxml.etree._Element, name: str) -> Sequence[lxml.etree._Element]:
    """The children of that name; in a sitemap of news, also those of its news element."""
    found = [one for one in element if _name(one) == name]
    news = [one for one in element if _name(one) == "news"]
    return found or [deeper for one in news for deeper in one if _name(deeper) == name]


def _text(element: lxml.etree._Element, name: str) -> str | None:
    for one in _inside(element, name):
        text = re.sub(r"\s+", " ", html.unescape("".join(one.itertext()))).strip()
        if text:
            return text
    return None


def _markup(element: lxml.etree._Element, name: str) -> str | None:
    """The HTML that a child holds: escaped, in a CDATA section, or as elements (Atom's xhtml)."""
    for one in _inside(element, name):
        if len(one) and one.get("type") == "xhtml":
            return "".join(lxml.etree.tostring(inner, encoding="unicode", with_tail=True) for inner in one)
        text = "".join(one.itertext()).strip()
        if text:
            return html.escape(text, quote=False) if one.get("type") == "text" else text
    return None


def _link(element: lxml.etree._Element) -> str | None:
    for one in _inside(element, "link"):
        address = (one.get("href") or one.text or "").strip()
        if one.get("rel", "alternate") == "alternate" and address.startswith(("https://", "http://")):
            return address
    guid = next(iter(_inside(element, "guid")), None)
    address = (guid.text or "").strip() if guid is not None and guid.get("isPermaLink") != "false" else ""
    return address if address.startswith(("https://", "http://")) else None


def _iso(value: str | None) -> str | None:
    """A date as ISO: of RSS in the form of mail, of Atom as it is; None where it is neither."""
    if not value:
        return None
    if re.match(r"\d{4}(?:-\d\d){0,2}", value):
        return value
    try:
        return email.utils.parsedate_to_datetime(value).isoformat()
    except ValueError:
        return None
