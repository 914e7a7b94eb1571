"""One widget per field type, each with label, hint and its error beside it."""
