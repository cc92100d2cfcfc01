"""The use cases of files: fetching, keeping, offering, removing."""
