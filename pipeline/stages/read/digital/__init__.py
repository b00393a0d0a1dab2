"""The text that a PDF page holds itself: glyphs, drawings, annotations, a second library beside the first."""
