"""Record to people and programs: queries, exports, terminal."""
