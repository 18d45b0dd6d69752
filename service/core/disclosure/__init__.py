"""What HR may see: the rules of the anonymity page, as pure functions."""
