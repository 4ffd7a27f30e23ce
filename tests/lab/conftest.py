"""Networks are trained in the tests' own process as in the laboratory's: on one thread."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def one_thread() -> Iterator[None]:
    """torch works on one thread and, as far as it can tell, the same each time."""
    import torch  # takes seconds, which only those wait for that train

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    yield
    torch.use_deterministic_algorithms(mode=False)
    torch.set_num_threads(threads)
