"""The log: read, reviewed, exported, and removed when its time has come (I1, I15)."""
