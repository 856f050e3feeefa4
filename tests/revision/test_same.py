"""A document and itself: nothing is different, and this is proved."""

import pytest
from tests.documents.loading import DOCUMENTS, loaded

from policyc.revision.revise import Version, revise

pytestmark = pytest.mark.z3


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_the_same_as_itself(name: str) -> None:
    document = loaded(name).document
    assert document is not None
    same = Version(name, document.provisions, loaded(name).policy, document.head)
    found = revise(same, same)
    assert not found
    assert found.meaning is not None
    assert found.meaning.effects.together == () == found.astray
    assert not found.meaning.effects.incomplete
