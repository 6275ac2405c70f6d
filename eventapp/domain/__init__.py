"""What holds true: values and rules, from the standard library alone."""
