package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.post.LabelTable.Scale;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class LabelTablesTest {
  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void migrate() {
    tables = engine.empty();
    Migrations.migrate(tables.database());
  }

  @Test
  void areFoundAgainAsTheyWereMade() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("stance", Kind.WORD);
    kinds.put("claims", Kind.COUNT);
    kinds.put("anger", Kind.SCORE);
    kinds.put("is_joke", Kind.TRUTH);
    kinds.put("why", Kind.TEXT);
    Map<String, String> attributes = new LinkedHashMap<>();
    kinds.keySet().forEach(column -> attributes.put(column, column));
    LabelTable table =
        new LabelTable("stance_labels", attributes, kinds, Map.of("anger", Scale.RATING));

    LabelTables.create(tables.database(), table);
    LabelTables.create(tables.database(), table);

    LabelTable found = LabelTables.recorded(tables.database(), "stance_labels").orElseThrow();
    assertThat(found, is(table));
    assertThat(found.columns(), is(table.columns()));
    assertThat(LabelTables.recorded(tables.database(), "others"), is(Optional.empty()));
    assertThat(
        assertThrows(
                DatabaseUnusableException.class,
                () ->
                    LabelTables.create(
                        tables.database(),
                        new LabelTable(
                            "stance_labels", attributes, kinds, Map.of("anger", Scale.SIGMOID))))
            .getMessage(),
        allOf(
            startsWith("the column anger of the table stance_labels of "),
            endsWith(
                " holds scores of the kind rating by a language model, and this run's are of the"
                    + " kind sigmoid; name another table with --labelsTable")));
    assertThat(LabelTables.recorded(tables.database(), "stance_labels").orElseThrow(), is(table));
  }
}
