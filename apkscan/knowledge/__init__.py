"""What is known of apps in general: packers, generators, kits and hosts (datasets/reference)."""
