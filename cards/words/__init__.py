"""The words that people read, in plain British English: our own, short, calm, and true."""
