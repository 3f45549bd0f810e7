"""A cache of what a method has returned, which does not keep the method's object in memory."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar
from weakref import WeakMethod

R = TypeVar("R")


def cache_method(most: int | None, method: Callable[..., R]) -> Callable[..., R]:
    """Cache the last `most` results of a bound method (None: all), for its object to keep as an attribute.

    `functools.lru_cache` around a bound method makes a circle of references: an object that is not used any more would
    stay, and its mapped files with it, until the garbage collector looks for circles.
    """
    reference = WeakMethod(method)

    def call(*args: Hashable) -> R:
        living = reference()
        if living is None:
            raise ReferenceError("the object of a cached method is gone")
        return living(*args)

    return lru_cache(most)(call)
