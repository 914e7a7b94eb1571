"""Hostile input: what comes from outside is refused in words, whatever it is."""
