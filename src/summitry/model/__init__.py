"""The nouns. Imports the standard library only."""
