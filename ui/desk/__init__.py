"""The desk: what waits, the matter beside it, and what other rooms stand under it."""
