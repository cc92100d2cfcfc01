"""The Bot Framework edge: what comes in from Teams, what goes out to it, and nothing of the policy."""
