"""Moves threads and posts from one source to another: renamed, merged and split threads, whose addresses lead on.

`plan_move` reads, and says what would be written; `apply_move` writes it. A post is in its new source before it goes
from the old one, so that none is lost whatever happens.
"""

from archiver.build.moving.applied import apply_move, diff_of_move
from archiver.build.moving.plan import MovePlan, plan_move

__all__ = ["MovePlan", "apply_move", "diff_of_move", "plan_move"]
