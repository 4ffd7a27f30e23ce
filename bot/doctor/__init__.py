"""What ``strawberry doctor`` looks at: each check is a function that changes nothing and says what to do."""
