"""What a client file's columns mean, under test."""
