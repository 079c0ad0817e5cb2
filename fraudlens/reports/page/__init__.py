"""The parts of the HTML report: each gives markup, and the page holds nothing from elsewhere."""
