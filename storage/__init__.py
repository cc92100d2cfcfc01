"""Where one school's records are kept. Knows the records of `bot.policy`, and nothing of services, cards or Teams."""
