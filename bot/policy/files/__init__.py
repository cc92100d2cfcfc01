"""Files that somebody sends: what is kept, what is refused, what is offered."""
