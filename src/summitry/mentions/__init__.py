"""Article to notes: names, times, triggers, attribution, chains, dating."""
