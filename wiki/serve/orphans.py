"""Processes that end when the one that started them is killed."""

import os
import threading
import time

LOOK = 0.2  # seconds between two looks whether the parent still lives


def end_with_parent() -> None:
    """See to it that this process ends when its parent has been killed, so that no orphan keeps the port."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
