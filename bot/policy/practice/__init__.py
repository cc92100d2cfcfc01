"""Practice: a made-up incident for one person alone. Nothing of it is a report, and nobody else hears of it. Pure."""
