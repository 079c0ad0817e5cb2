"""The policy gate: dated rules of stores and countries over an app and what its listing says."""
