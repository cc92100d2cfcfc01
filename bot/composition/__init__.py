"""Putting the house together: the only room, beside `app.py`, that may know all the others."""
