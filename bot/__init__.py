"""The bot: pure policy at the core, services round it, Teams, the directory and the local page at the edge."""
