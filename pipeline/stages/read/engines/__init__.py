"""The readers of pictures, each alone: Tesseract, trueocr, our own of lines and of figures."""
