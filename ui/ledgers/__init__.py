"""The parts of the place 台账: list, period, preview, printing, the month's set, the designer."""
