package org.postlabel.importing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class DemoPostsTest {
  @Parameter Engine engine;

  @Test
  void allOfThemAreImported() throws Exception {
    try (ImportedPosts posts = new ImportedPosts(engine);
        InputStream demo = getClass().getResourceAsStream("/demo/posts.jsonl")) {
      assertThat(
          posts.run(demo, "-"),
          equalTo(new ImportSummary(500, 0, 0, 0, 0, 0, List.of(), List.of(), Map.of())));
      assertThat(posts.texts().values(), hasItem("🫶 You x"));
    }
  }
}
