"""The places of the window, one page each; a page never imports another."""
