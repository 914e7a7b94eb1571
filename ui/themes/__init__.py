"""Themes in the window: suggestions beside each other, themes with their sources, telling the result."""
