"""Everything in and out: files people bring, files people take away."""
