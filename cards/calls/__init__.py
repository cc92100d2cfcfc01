"""The cards of video calls with pupils."""
