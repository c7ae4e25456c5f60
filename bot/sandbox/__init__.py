"""A local Slack, a local DingTalk and a model endpoint that speak the real wire and are as strict as the real ones."""
