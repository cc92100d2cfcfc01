"""What every use case is made of: deciding and keeping, topics, the outbox. It knows no feature."""
