"""The Teams app package: what the school uploads so that its staff find the bot. Built and checked here, and no more.

It knows the settings and the school's name; it knows no bot, no store and no Teams.
"""
