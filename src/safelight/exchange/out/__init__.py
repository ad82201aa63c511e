"""Everything out: the workbook of a whole studio, its complete archive, and any list as it is seen."""
