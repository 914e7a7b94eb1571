"""Offices that meet only through a USB stick: keys, package files, enrolment, sticks, taking in, giving."""
