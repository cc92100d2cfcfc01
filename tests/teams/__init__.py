"""The Bot Framework edge over real HTTP."""
