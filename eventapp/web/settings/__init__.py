"""What is set up once and looked at now and then."""
