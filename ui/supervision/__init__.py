"""Supervision in the window: cards, tables whose numbers open, month report, charts, ranking."""
