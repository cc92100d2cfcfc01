"""What if: who would be told of a report, before there is one. Pure, and the very rules that run the ladder."""
