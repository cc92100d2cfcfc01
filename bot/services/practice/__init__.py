"""Practising: one person, a made-up incident, and nobody else."""
