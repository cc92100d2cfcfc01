"""What every feature's rules are made of: records, notices, outcomes, time, people and texts. It knows no feature."""
