"""The use cases: load, decide, keep. What they need from outside is named in `ports`."""
