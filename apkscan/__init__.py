"""The Android app analyzer: files to facts, facts to columns, findings, policy and verdicts."""
