"""Tables whose columns no ruling parts, out of the words of a page."""
from pipeline.stages.read.unruled.cells import Worded, parted
from pipeline.stages.read.unruled.finding import find

__all__ = ["Worded", "find", "parted"]
