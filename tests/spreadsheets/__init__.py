"""Tests of bringing in spreadsheets."""
