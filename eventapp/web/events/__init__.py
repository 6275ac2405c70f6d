"""What everybody sees of an event: page, program, calendar files, pictures."""
