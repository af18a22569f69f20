"""Single calls of the API: what is sent, what a response means, and when a call is retried."""
