package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
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
    LabelTable table = new LabelTable("stance_labels", attributes, kinds);

    LabelTables.create(tables.database(), table);
    LabelTables.create(tables.database(), table);

    LabelTable found = LabelTables.recorded(tables.database(), "stance_labels").orElseThrow();
    assertThat(found, is(table));
    assertThat(found.columns(), is(table.columns()));
    assertThat(LabelTables.recorded(tables.database(), "others"), is(Optional.empty()));
  }
}
