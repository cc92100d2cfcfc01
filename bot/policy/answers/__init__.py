"""Questions of staff, answered from the policy: which answer fits, and what is kept of those that none fitted. Pure.

`answer` says how a row is written, `on_….py` are the rows by their themes, `table` is all of them, with what must have
one, `finding` finds one, `unanswered` is what is counted. What an answer says stands in `cards.words.answers`.
"""
