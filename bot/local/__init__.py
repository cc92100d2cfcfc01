"""Teams on one machine: a stand-in of the Bot Connector, the people's side of it, and the page behind `--local`.

Nothing here knows the bot: it speaks HTTP to whatever answers `/api/messages`, and the tests use it the same way.
"""
