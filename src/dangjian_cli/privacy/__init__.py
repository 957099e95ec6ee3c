"""Keeping people out of files that others will read."""
