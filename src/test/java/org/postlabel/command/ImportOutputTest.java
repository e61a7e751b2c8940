package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** What an import says, and how it ends. */
class ImportOutputTest {
  @TempDir private Path folder;
  @AutoClose private final FreshDatabase tables = Engine.SQLITE.empty();

  @Test
  void namesAColumnWhoseValuesAreLeftOutOnceAndSucceeds() throws Exception {
    Ended ended =
        run("uri,text,like_count\n1,a,lots\n2,b,many\n3,NA,NaN\n".getBytes(UTF_8), ExitCode.DONE);

    assertThat(
        ended.err(),
        is(
            "posts.csv: like_count: 2 values left out, their posts imported without (first: line"
                + " 2, like aaaa)\n"));
    assertThat(ended.out(), is(sum("3 rows imported", "(3 new posts, 0 updated, 0 repeated)", 0)));
  }

  @Test
  void countsRowsThatRepeatAUriWithAnotherText() throws Exception {
    Ended ended = run("uri,text\n1,a\n1,a\n1,b\n".getBytes(UTF_8), ExitCode.DONE);

    assertThat(
        ended.err(),
        is(
            "1 rows repeat the uri of a row before them with another text; the last text is kept:"
                + " check that uri identifies a post\n"));
    assertThat(ended.out(), is(sum("3 rows imported", "(1 new posts, 0 updated, 2 repeated)", 0)));
  }

  @Test
  void namesTheOptionWhereBytesAreNotUtf8() throws Exception {
    Ended ended =
        run(
            "uri;text\n1;a\n2;caf\u00e9\n".getBytes(Charset.forName("windows-1252")),
            ExitCode.INCOMPLETE);

    assertThat(
        ended.err(),
        is(
            """
            posts.csv:3: is not UTF-8
            rows that are not UTF-8 are left out; name the encoding, for instance with \
            --encoding=windows-1252 for a file that Excel wrote on Windows
            posts.csv: read with cells separated by semicolons (--separator)
            """));
    assertThat(ended.out(), is(sum("1 rows imported", "(1 new posts, 0 updated, 0 repeated)", 1)));
  }

  private String sum(String imported, String kinds, int bad) {
    return "%s into %s %s, 0 skipped, %d bad rows\n"
        .formatted(imported, tables.database().url(), kinds, bad);
  }

  private Ended run(byte[] content, ExitCode exitCode) throws Exception {
    Path file = Files.write(folder.resolve("posts.csv"), content);
    Ended ended =
        InThisProcess.run(tables.database(), "import", file.toString()).exitedWith(exitCode);
    return new Ended(
        ended.exitCode(), ended.out(), ended.err().replace(folder + "/", ""), ended.took());
  }
}
