"""What kind of fraud an app would be: signs, which are data, and the scores that they add up to."""
