"""The pages: Django over ``store``, on this computer only, today read-only."""
