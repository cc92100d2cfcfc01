"""Video calls with pupils: asking, deciding, and what time does to them (V1 to V10)."""
