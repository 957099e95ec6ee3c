"""How documents are set in Word: blocks as WordprocessingML, and the file round them."""
