"""What is counted of answers, in the text format that Prometheus reads (version 0.0.4)."""

from collections import Counter
from itertools import accumulate

CONTENT_TYPE = "text/plain; version=0.0.4"
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
_TEXT = """# HELP archiver_answers_total Answers to queries, by their HTTP status.
# TYPE archiver_answers_total counter
{answers}# HELP archiver_answer_seconds How long searches took.
# TYPE archiver_answer_seconds histogram
{buckets}archiver_answer_seconds_sum {seconds}
archiver_answer_seconds_count {count}
# HELP archiver_searches_running Searches at this moment.
# TYPE archiver_searches_running gauge
archiver_searches_running {running}
# HELP archiver_clients Clients whose queries are counted, for the limit.
# TYPE archiver_clients gauge
archiver_clients {clients}
"""


class Metrics:
    """Counts answers."""

    def __init__(self) -> None:
        self._answers: Counter[int] = Counter()
        self._in_bounds = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0
        self.running = 0
        """The number of searches at this moment."""

    def count_answer(self, status: int) -> None:
        """Count an answer with this HTTP status."""
        self._answers[status] += 1

    def count_search(self, seconds: float) -> None:
        """Count a search that took so long."""
        self._in_bounds[sum(bound < seconds for bound in _BOUNDS)] += 1
        self._seconds += seconds

    def text(self, clients: int) -> str:
        """All numbers; `clients` is the number of clients whose queries are counted."""
        answers = (f'archiver_answers_total{{status="{status}"}} {n}\n' for status, n in sorted(self._answers.items()))
        bounds = (*map(str, _BOUNDS), "+Inf")
        sums = list(accumulate(self._in_bounds))
        buckets = (
            f'archiver_answer_seconds_bucket{{le="{bound}"}} {n}\n' for bound, n in zip(bounds, sums, strict=True)
        )
        return _TEXT.format(
            answers="".join(answers),
            buckets="".join(buckets),
            seconds=round(self._seconds, 6),
            count=sums[-1],
            running=self.running,
            clients=clients,
        )
