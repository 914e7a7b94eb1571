"""What the office does. Knows neither Qt nor SQL; imports db, never ui."""
