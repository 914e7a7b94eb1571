"""Lists of records: fetched page by page, never waiting for the database."""
