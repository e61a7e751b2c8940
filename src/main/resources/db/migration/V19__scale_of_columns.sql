-- What the numbers of a column of labels are: those of different scales never share a column.
ALTER TABLE label_columns ADD COLUMN scale TEXT; -- calibrated_probability, sigmoid, ...; NULL is not stated
