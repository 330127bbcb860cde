"""From a page (bytes as saved) to an article: readers, blocks, metadata."""

from summitry.pages.articles import Given, article_of_html, article_of_row, article_of_text
from summitry.pages.pieces import LARGEST_PAGE, OFFLINE, Intake, Piece, Wanted
from summitry.pages.sources import STDIN, article_of_piece, read

__all__ = [
    "LARGEST_PAGE",
    "OFFLINE",
    "STDIN",
    "Given",
    "Intake",
    "Piece",
    "Wanted",
    "article_of_html",
    "article_of_piece",
    "article_of_row",
    "article_of_text",
    "read",
]
