"""The ledgers: definitions, one page model, and what is made of it: PDF, workbook, preview."""
