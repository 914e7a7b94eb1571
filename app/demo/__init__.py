"""A made-up village: its people, its messy roster, its year. Nothing in it is real."""
