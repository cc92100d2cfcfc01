"""Conversations: questions, one service call, then a card. Only it and `bot.teams` know Bot Framework."""
