"""The window: the only room that knows Qt. Imports app, never db."""
