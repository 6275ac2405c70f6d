"""What people do here: rules over rows. Services flush and never commit."""
