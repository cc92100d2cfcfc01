"""Changes of the policy that are asked for: the use case, and the duties that follow."""
