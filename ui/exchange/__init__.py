"""The parts of the exchange page: sticks, preview, inbox, quarantine, the register of packages."""
