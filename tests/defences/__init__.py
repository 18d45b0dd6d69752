"""What protects people's data, piece by piece, and the test that notices its loss."""
