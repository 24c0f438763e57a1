"""The app: Django over ``store``, on this computer only; one folder for each room."""
