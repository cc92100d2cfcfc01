"""Asking beforehand who would be told."""
