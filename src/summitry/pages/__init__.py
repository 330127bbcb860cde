"""Page to article: readers, blocks, metadata."""
