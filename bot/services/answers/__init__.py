"""Answers from the policy, as the services of a school have them."""
