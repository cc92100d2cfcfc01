"""The requests of staff: asking, deciding, ending, and what time does to them."""
