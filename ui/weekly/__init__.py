"""The weekly list in the window: choosing a week, its three lists, handing it in, the offices below."""
