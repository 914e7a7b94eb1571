"""The store: the only room that knows SQL. Imports neither app nor ui."""
