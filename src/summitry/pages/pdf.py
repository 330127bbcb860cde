"""PDF files that hold text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from summitry.model.errors import InputError, UsageError
from summitry.model.extras import package
from summitry.pages.pieces import Piece, Stream, too_large

MOST_PAGES = 2_000
"""Pages of a PDF: what is longer is a book, and takes minutes."""


def pdf(stream: Stream, where: str, largest: int) -> Iterator[Piece | InputError]:
    """The text of a PDF, a blank line between its pages. What is only a picture of text is an InputError."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        yield too_large(where, largest)
        return
    try:
        pypdf = package("pypdf", "pdf")
    except UsageError as error:
        yield InputError("reading PDF needs pypdf", where, str(error).split("; ", 1)[1])
        return
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends by itself is no word for the user
    broken = (pypdf.errors.PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)
    try:
        read = pypdf.PdfReader(io.BytesIO(data))
        if read.is_encrypted and not read.decrypt(""):
            yield InputError("the PDF asks for a password", where, "save it without one")
            return
        if len(read.pages) > MOST_PAGES:
            yield InputError(f"expected at most {MOST_PAGES:,} pages, got {len(read.pages):,}", where, "split it")
            return
        text = "\n\n".join(page.extract_text().strip() for page in read.pages).strip()
        title = read.metadata.title if read.metadata else None
    except (*broken, NotImplementedError, ZeroDivisionError):
        yield InputError("expected a PDF, got a broken one", where, "save it again, or print it to a new PDF")
        return
    if not any(char.isalpha() for char in text):
        yield InputError("the PDF holds no text, only pictures of it", where, "run text recognition over it first")
    else:
        yield Piece("", "text", text, title=str(title) if title else None)
