package org.postlabel.bench;

import java.net.URI;
import java.nio.file.Path;
import org.postlabel.database.Database;

/** What a script would do: read, ask, write, one post after the other. */
public interface PlainLoop {
  /**
   * Labels all posts of {@code database}.
   *
   * @param apiKeyFile where the key is
   * @return posts a second
   */
  double label(Database database, URI endpoint, Path apiKeyFile);
}
