"""Windows over the window: history, recycle bin, sign-in, recovery code."""
