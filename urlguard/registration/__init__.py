"""When and how a domain was registered: looked up only when the user asks."""
