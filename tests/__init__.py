"""The tests; rooms as in the program, plus architecture, bench and tools."""
