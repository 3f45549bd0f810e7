"""How texts become terms: tokens, folding, stems of each language, and the nearest spelling."""
