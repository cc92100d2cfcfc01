"""Building the program: the only package, beside `app.py`, that may know all the others."""
