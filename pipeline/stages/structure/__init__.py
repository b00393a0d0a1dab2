"""Document -> Layout: lines into passages, the heading tree, the parts of an administrative document."""
from pipeline.stages.structure.build import build

__all__ = ["build"]
