"""Slack, spoken through Bolt and its SDK."""
