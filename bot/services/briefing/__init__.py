"""The briefing at the start of a school day: shown to whoever asks for it, and sent in the morning."""
