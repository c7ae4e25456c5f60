"""The local Slack: Web API, Socket Mode, HTTP deliveries, and what its people can do."""
