"""What modules of upper floors hang into sessions."""
