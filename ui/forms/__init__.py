"""Forms that keep themselves: built from a kind and a layout, read and filled in one place."""
