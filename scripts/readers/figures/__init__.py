"""The reader of figures.

    python -m scripts.readers.train figures OUT.onnx --minutes 22 --seed 7

made the model in `pipeline/stages/read/engines/data` with PyTorch 2.13 on one thread of two busy cores: 268,672 samples seen (about half of
them drawn anew, the others a second time). Read exactly, of 1,000 drawn samples each, the worst wear included: .871 in the faces of
training, .849 in a face it never saw; of the readings with a chance of .95 or more .994 and .995. Letters alone read as digits:
5 of 84 and 7 of 70. Nine minutes more gave nothing. How much is learnt depends on the time, so two runs are alike and not the same.
"""
