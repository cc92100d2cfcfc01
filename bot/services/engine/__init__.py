"""What is due: jobs, what wakes them, and the ticker that runs them."""
