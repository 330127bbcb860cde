"""Words as data: one row, one fact, one source; and their look-up."""
