"""What bytes and code points mean: character sets, TCVN3 and VNI, signs that are none."""
