"""The steps of bringing in a spreadsheet: choosing it, mapping its columns, reading the report."""
