"""Notes to claims: who, where, when, how and why around a trigger, and how surely."""
