"""The reader of lines.

    python -m scripts.readers.train lines FIRST.onnx --minutes 60 --top-rate 1e-3
    python -m scripts.readers.train lines OUT.onnx --minutes 33 --seed 11 --top-rate 8e-4 --start-from FIRST.pt

made the model in `pipeline/stages/read/engines/data` with PyTorch 2.13 on one thread of two busy cores, from trueocr's weights:
42,331 samples, when the first run was stopped at 26 minutes (it had worn the lines more, with the rarity 0.8 of
`wear.worn`), and then 55,251; each drawing is worn twice and each picture seen three times. Of 400 drawn and worn lines
.787 are read to the letter, CER .024, in the faces of training; .588 and .038 in a face it never saw; the illegible
ones are among them.

Simulated and real scans, which it never saw, strips as the page reader cuts them; 8 pages at 150 dpi in one bit (`poor`), 8 at 200 dpi gray
(`office`), 8 real ones at 200 dpi. Share of the truth's syllables found, syllables read that are not in the truth per syllable of it, and
the same of tokens with digits; milliseconds of CPU a line, all three on the same busy core:

               poor                      office                    real                      ms
    this       .895 .108   .922 .097     .989 .012   .994 .007     .864 .040   .747 .057     12
    Tesseract  .839 .165   .766 .292     .963 .041   .994 .013     .868 .034   .701 .098     37
    trueocr    .675 .323   .831 .188     .892 .107   .974 .052     .832 .065   .706 .119     10

(Real pages lose about a tenth to tables and handwriting that are in no strip.) Nearly all that it misreads is a tone mark: without marks
.983 and .999 of the syllables are found. Words whose least sure character has a chance of .999 or more are right in .996, 1.000 and .995,
from .9 to .95 in .85, .98 and .88, below .5 in .24 of `poor`.
"""
