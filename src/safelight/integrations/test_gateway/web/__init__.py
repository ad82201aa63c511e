"""The pages of the company that the test gateway plays."""
