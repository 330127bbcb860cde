"""From a page (bytes as saved) to an article: readers, blocks, metadata."""

from summitry.pages.articles import Given, article_of_html, article_of_row, article_of_text
from summitry.pages.sources import LARGEST_PAGE, STDIN, read

__all__ = ["LARGEST_PAGE", "STDIN", "Given", "article_of_html", "article_of_row", "article_of_text", "read"]
