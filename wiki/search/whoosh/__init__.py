"""The engine that needs nothing beside the wiki: a Whoosh index in a folder of its own."""
