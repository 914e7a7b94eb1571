"""Tests of the exchange page."""
