"""What gardeners do with pages and versions: delete and bring back, hide, roll back."""
