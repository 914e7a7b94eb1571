"""Cards: one record with everything that hangs on it."""
