"""What the exchange asks of the database: vectors, deltas, the merge, forks, what waits for a person."""
