"""Lessons, and where to read on."""
