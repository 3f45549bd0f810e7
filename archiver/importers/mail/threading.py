"""Builds threads from the ids of mails, as Jamie Zawinski describes it (https://www.jwz.org/doc/threading.html).

Unlike there, mails are never joined by their subjects: public-inbox gives the reasons, it joins strangers. A missing
parent is a ghost, under which its answers stay together. What a mail says of its parent is only noted until all mails
are there; then circles are cut: at a mail that does not say itself what it answers, else at the last one.
Nothing recurses, and all takes linear time. A million mails take some 200 MB: ids are kept as numbers.
"""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from heapq import heappop, heappush

_NONE = -1


def id_hash(message_id: str) -> int:
    """A number for a message id, of 63 bits."""
    digest = blake2b(message_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


class ThreadBuilder:
    """Takes mails one after the other, and then gives the threads.

    A node is a mail or a ghost; nodes are numbered in the order in which they were first spoken of.
    """

    def __init__(self) -> None:
        self._nodes: dict[int, int] = {}
        self._parents = array("q")
        self._mails = array("q")  # the number of the mail of each node; _NONE for a ghost
        self._names_parent = bytearray()  # 1 for a node whose mail itself names its parent, not another mail
        self._node_of_mail = array("q")

    def __len__(self) -> int:
        """The number of mails."""
        return len(self._node_of_mail)

    def add(self, id_: int, ancestors: Iterable[int]) -> int | None:
        """Add the next mail.

        Args:
            id_: the hash of its id.
            ancestors: the hashes of the ids of the mails that it answers, the oldest first, its parent last.

        Returns:
            None; or, if there is a mail with this id, the number of that, and nothing is added.
        """
        node = self._node(id_)
        if self._mails[node] != _NONE:
            return self._mails[node]
        self._mails[node] = len(self._node_of_mail)
        self._node_of_mail.append(node)
        before = _NONE
        for ancestor in ancestors:
            known = self._node(ancestor)
            if before not in {_NONE, known} and self._parents[known] == _NONE:
                self._parents[known] = before
            before = known
        if before not in {_NONE, node}:
            self._parents[node] = before
            self._names_parent[node] = 1
        return None

    def _node(self, id_: int) -> int:
        """The node with this id, which is a ghost if it is new."""
        node = self._nodes.setdefault(id_, len(self._parents))
        if node == len(self._parents):
            self._parents.append(_NONE)
            self._mails.append(_NONE)
            self._names_parent.append(0)
        return node

    def threads(self, times: "array[float]") -> Iterator[tuple[int, list[int]]]:
        """The threads, in the order of their first mails: the hash of the id of the root, which may be a ghost, and the
        numbers of the mails, ordered by time, but no reply before the mail that it answers.

        It is called once, when all mails are added. `times` has the time of each mail.
        """
        self._cut_circles()
        roots = self._roots()
        mails_of_root: dict[int, list[int]] = {}
        for mail, node in enumerate(self._node_of_mail):
            mails_of_root.setdefault(roots[node], []).append(mail)
        id_of_node = array("q", bytes(8 * len(self._parents)))
        for id_, node in self._nodes.items():
            id_of_node[node] = id_
        for root, mails in mails_of_root.items():
            yield id_of_node[root], self._in_order(mails, times) if len(mails) > 1 else mails

    def _cut_circles(self) -> None:
        """Make a root in each circle of nodes: one whose parent other mails name, if there is one; of several, the mail
        that was added last; of ghosts alone, the last one.
        """
        passed_from = array("q", [_NONE]) * len(self._parents)
        for start in range(len(self._parents)):
            node = start
            while node != _NONE and passed_from[node] == _NONE:
                passed_from[node] = start
                node = self._parents[node]
            if node != _NONE and passed_from[node] == start:
                last = max(self._circle(node), key=self._weakness)
                self._parents[last] = _NONE

    def _weakness(self, node: int) -> tuple[bool, int, int]:
        """The larger it is, the sooner a circle is cut at this node."""
        return not self._names_parent[node], self._mails[node], node

    def _circle(self, start: int) -> Iterator[int]:
        """The nodes of the circle that `start` is in."""
        yield start
        node = self._parents[start]
        while node != start:
            yield node
            node = self._parents[node]

    def _roots(self) -> "array[int]":
        """The root of each node."""
        roots = array("q", [_NONE]) * len(self._parents)
        for start in range(len(self._parents)):
            path, node = [], start
            while roots[node] == _NONE and self._parents[node] != _NONE:
                path.append(node)
                node = self._parents[node]
            root = roots[node] if roots[node] != _NONE else node
            roots[node] = root
            for passed in path:
                roots[passed] = root
        return roots

    def _in_order(self, mails: list[int], times: "array[float]") -> list[int]:
        answers: dict[int, list[int]] = {}
        waiting: list[tuple[float, int]] = []
        for mail in mails:
            parent = self.parent(mail)
            if parent == _NONE:
                heappush(waiting, (times[mail], mail))
            else:
                answers.setdefault(parent, []).append(mail)
        ordered = []
        while waiting:
            _, mail = heappop(waiting)
            ordered.append(mail)
            for answer in answers.get(mail, ()):
                heappush(waiting, (times[answer], answer))
        return ordered

    def parent(self, mail: int) -> int:
        """The number of the nearest mail above a mail; -1 if there are only ghosts, or none.

        Ghosts that are passed point to what is above them from then on, so that no run of them is passed twice.
        """
        node = self._parents[self._node_of_mail[mail]]
        passed = []
        while node != _NONE and self._mails[node] == _NONE:
            passed.append(node)
            node = self._parents[node]
        for ghost in passed:
            self._parents[ghost] = node
        return self._mails[node] if node != _NONE else _NONE
