"""Papers and the timeline: what left the house, and everything recorded."""
