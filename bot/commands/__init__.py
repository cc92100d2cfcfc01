"""The commands of `app.py` beside serving: each reads the settings, does one thing, prints it, and says how it went.

What they work on is handed to them by `app.py`: a command knows no store, no directory and no Teams of its own.
"""
