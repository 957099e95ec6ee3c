"""Lets every test import its neighbours' helpers (``judging``, ``branches``) by name."""
