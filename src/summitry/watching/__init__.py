"""Fetching, only when asked for, and watching feeds: polite, safe, and resumed where it stopped."""
