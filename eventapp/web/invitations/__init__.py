"""The invitation as letter and mail, to be downloaded."""
