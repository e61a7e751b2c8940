-- What the columns of each table of labels hold, for reports of runs whose scorer's columns depend on its options.
CREATE TABLE IF NOT EXISTS label_columns (
  label_table TEXT NOT NULL,
  label_column TEXT NOT NULL,
  kind TEXT NOT NULL,          -- score, count, truth, word, text
  place INTEGER NOT NULL,      -- order in the table
  PRIMARY KEY (label_table, label_column)
);
