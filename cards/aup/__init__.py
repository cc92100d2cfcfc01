"""The cards of the Acceptable Use Policy and of training."""
