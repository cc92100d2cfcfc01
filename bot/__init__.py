"""The bot: pure policy at the core, services round it, Teams, the directory and the local page at the edge."""

VERSION = "0.1.0"
"""The release: the one place where it stands."""
