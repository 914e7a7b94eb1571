"""Bringing in spreadsheets: reading, mapping, cleaning, importing; nothing here knows the window."""
