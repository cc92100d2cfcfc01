"""Conversations: questions, one service call, then a card. Beside the edge, the only room that knows Bot Framework."""
