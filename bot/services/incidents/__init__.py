"""The use cases of reports, and the jobs that alert for them."""
