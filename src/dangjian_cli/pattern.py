"""Regular expressions that are compiled when first used. Knows nothing else.

Most of the program's patterns look for rare slips; compiling all of them took a tenth of a short run.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:

    def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
        """A regular expression, compiled at its first use."""

else:

    class pattern:  # noqa: N801 - stands for a function
        """A regular expression, compiled at its first use."""

        def __init__(self, source: str, flags: int = 0) -> None:
            self._source = source, flags

        def __getattr__(self, name: str) -> object:
            # Only reached for what is not set yet; from then on the method is found directly.
            method = getattr(re.compile(*self._source), name)
            setattr(self, name, method)
            return method
