"""The first start: four screens from an empty folder to a desk."""
