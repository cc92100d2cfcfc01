"""The use cases of reports, and the jobs that ring for them."""
