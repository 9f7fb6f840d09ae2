"""The wiki as it runs: opening its data, the processes that answer, and the one that follows what happens."""
