"""What stands under records themselves: comparing two, erasing for good."""
