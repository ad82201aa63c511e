"""Recognition of headers, under test."""
