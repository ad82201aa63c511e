"""Small programs that stand in for the web server, the worker and the preparation."""
