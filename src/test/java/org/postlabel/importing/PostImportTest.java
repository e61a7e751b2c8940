package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class PostImportTest {
  @Parameter Engine engine;
  @AutoClose private final ImportedPosts posts = new ImportedPosts(() -> engine);

  @Test
  void theLastRowOfAUriWins() throws Exception {
    ImportSummary summary = posts.read("a.csv", "uri,text\nat://1,old\nat://2,two\nat://1,new\n");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "new", "at://2", "two")));
    assertThat(
        summary, equalTo(new ImportSummary(2, 0, 1, 1, 0, 0, List.of(), List.of(), Map.of())));
  }

  @Test
  void whatAFileDoesNotGiveStaysAsItWas() throws Exception {
    posts.read("a.csv", "uri,text,source,like_count\nat://1,old,firehose,7\n");
    ImportSummary summary =
        posts.read("b.jsonl", "{\"uri\":\"at://1\",\"text\":\"new\",\"source\":null}\n");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "new")));
    assertThat(posts.column("source"), equalTo(Map.of("at://1", "firehose")));
    assertThat(posts.column("like_count"), equalTo(Map.of("at://1", 7L)));
    assertThat(
        summary, equalTo(new ImportSummary(0, 1, 0, 0, 0, 0, List.of(), List.of(), Map.of())));
  }

  @Test
  void writesMoreThanOneTransaction() throws Exception {
    StringBuilder csv = new StringBuilder("uri,text\n");
    for (int i = 0; i < 2_500; i++) {
      csv.append("at://").append(i % 2_000).append(",text ").append(i).append('\n');
    }
    ImportSummary summary = posts.read("a.csv", csv.toString());
    assertThat(
        summary,
        equalTo(new ImportSummary(2_000, 0, 500, 500, 0, 0, List.of(), List.of(), Map.of())));
    assertThat(posts.texts().get("at://0"), is("text 2000"));
    assertThat(posts.texts().size(), is(2_000));
  }

  @Test
  void readsStandardInputCompressedOrNotAndLeavesItOpen() throws Exception {
    byte[] json = "{\"uri\":\"at://1\",\"text\":\"a\"}\n".getBytes(UTF_8);
    InputStream openStdin =
        new ByteArrayInputStream(ImportedPosts.gzip(json)) {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    posts.run(openStdin, "-");
    posts.stdin("uri,text\nat://2,b\nat://3\n".getBytes(UTF_8));
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a", "at://2", "b")));
    assertThat(posts.badRows.get(0).file(), is("stdin"));
  }

  @Test
  void readsEveryMemberOfAGzipThatComesInPieces() throws Exception {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(ImportedPosts.gzip("uri,text\nat://1,a\n".getBytes(UTF_8)));
    int firstMember = members.size();
    members.write(ImportedPosts.gzip("at://2,b\n".getBytes(UTF_8)));
    InputStream slow =
        new ByteArrayInputStream(members.toByteArray()) {
          @Override
          public synchronized int read(byte[] bytes, int from, int length) {
            return super.read(
                bytes, from, Math.min(length, pos < firstMember ? firstMember - pos : length));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    posts.run(slow, "-");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a", "at://2", "b")));
  }

  @Test
  void knowsTheFormatByTheFirstCharacterWhenTheNameDoesNotTell() throws Exception {
    posts.read("a.txt", "\uFEFF \n{\"uri\":\"at://1\",\"text\":\"a\"}");
    posts.read("b.txt", "\uFEFFuri,text\nat://2,b");
    posts.read(
        "C.JSONL.GZ", ImportedPosts.gzip("{\"uri\":\"at://3\",\"text\":\"c\"}".getBytes(UTF_8)));
    posts.read("{d.csv", "text,uri\n{,at://4");
    assertThat(
        posts.texts(), equalTo(Map.of("at://1", "a", "at://2", "b", "at://3", "c", "at://4", "{")));
  }

  @Test
  void writesNothingWhenAnyFileIsUnusable() throws Exception {
    String good = posts.file("good.csv", "uri,text\nat://1,a\n".getBytes(UTF_8));
    FileUnusableException refused =
        assertThrows(
            FileUnusableException.class, () -> posts.run(good, posts.folder() + "/none.csv"));
    assertThat(refused.getMessage(), endsWith("none.csv does not exist; check the name"));
    assertThat(posts.texts(), equalTo(Map.of()));
  }

  @Test
  void saysInOneLineWhyAFileIsUnusable() throws Exception {
    assertRefused("a.csv", "", "is empty");
    assertRefused("b.jsonl", " \n\n", "is empty");
    assertRefused("blank.csv", " \n".repeat(5_000), "is empty");
    assertRefused("c.csv", "url,body\n1,2\n", "has no column uri and has no column text");
    assertRefused("d.csv", "uri:text\n1:2\n", "--separator");
    assertRefused("e.csv", "uri,text,text\n1,2,3\n", "names the column text twice");
    assertRefused("f.json", "[\n{\"id\":\"at://1\",\"text\":\"a\"}]", "--postColumns=uri=FIELD");
    assertRefused("g.csv", "\"uri,text\n1,2\n", "never closes");
    Files.createDirectory(posts.folder().resolve("h.csv"));
    FileUnusableException folderRefused =
        assertThrows(FileUnusableException.class, () -> posts.run(posts.folder() + "/h.csv"));
    assertThat(folderRefused.getMessage(), containsString("is a folder"));
    assertThat(posts.texts(), equalTo(Map.of()));
  }

  @Test
  void keepsTheRowsBeforeADamageAndSaysSo() throws Exception {
    StringBuilder csv = new StringBuilder("uri,text\n");
    for (int i = 0; i < 50_000; i++) {
      csv.append("at://")
          .append(i)
          .append(",text ")
          .append(Integer.toHexString(i * 31))
          .append('\n');
    }
    byte[] whole = ImportedPosts.gzip(csv.toString().getBytes(UTF_8));
    FileUnusableException damaged =
        assertThrows(
            FileUnusableException.class,
            () -> posts.read("a.csv.gz", Arrays.copyOf(whole, whole.length / 2)));
    assertThat(damaged.getMessage(), containsString("is damaged or cut off behind line "));
    assertThat(posts.texts().get("at://100"), is("text " + Integer.toHexString(3100)));
  }

  @Test
  void ignoresColumnsThatTheTableOfAnotherToolLacks() throws Exception {
    posts.execute("ALTER TABLE posts DROP COLUMN langs");
    ImportSummary summary = posts.read("a.csv", "uri,text,langs\nat://1,a,en\n");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a")));
    assertThat(summary.ignoredColumns().values(), contains(contains("langs")));
  }

  @Test
  void saysInOneLineWhatATableOfAnotherToolLacks() throws Exception {
    posts.execute("DROP TABLE posts");
    posts.execute("CREATE TABLE posts (id BIGINT, uri TEXT, body TEXT)");
    assertTableRefused("has no column text; add it or import into another database");
    posts.execute("ALTER TABLE posts ADD COLUMN text TEXT");
    assertTableRefused("has no unique index on uri alone; add one or import into another database");
    posts.execute("CREATE UNIQUE INDEX by_uri ON posts (uri)");
    posts.read("a.csv", "uri,text\nat://1,a\n");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a")));
  }

  private void assertTableRefused(String why) {
    DatabaseUnusableException refused =
        assertThrows(
            DatabaseUnusableException.class, () -> posts.read("a.csv", "uri,text\nat://1,a\n"));
    assertThat(refused.getMessage(), startsWith("the table posts of jdbc:"));
    assertThat(refused.getMessage(), endsWith(why));
  }

  private void assertRefused(String name, String content, String cause) throws IOException {
    String file = posts.file(name, content.getBytes(UTF_8));
    FileUnusableException refused =
        assertThrows(FileUnusableException.class, () -> posts.run(file));
    assertThat(refused.getMessage(), containsString(cause));
    assertThat(refused.getMessage().lines().count(), is(1L));
  }
}
