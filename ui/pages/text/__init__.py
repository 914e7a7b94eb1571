"""The sentences of the pages, one file per place."""
