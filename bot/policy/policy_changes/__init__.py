"""The policy learns: what a report or a pattern shows to be wrong with it becomes a duty to change it (T5). Pure."""
