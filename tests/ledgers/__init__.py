"""Tests of the ledgers: definitions, page model, PDF, workbook, printing."""
