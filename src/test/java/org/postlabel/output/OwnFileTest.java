package org.postlabel.output;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileTest {
  @TempDir Path folder;

  @Test
  void isReadByItsOwnerAlone() throws IOException {
    assumePosix();
    OwnFile.createFolders(folder.resolve("a/b"));
    OwnFile.create(folder.resolve("a/b/file"));

    assertThat(permissions(folder.resolve("a")), is("rwx------"));
    assertThat(permissions(folder.resolve("a/b")), is("rwx------"));
    assertThat(permissions(folder.resolve("a/b/file")), is("rw-------"));
  }

  @Test
  void leavesWhatIsThere() throws IOException {
    assumePosix();
    Path there = Files.createDirectory(folder.resolve("there"));
    Files.setPosixFilePermissions(there, fromString("rwxr-x---"));
    Path file = Files.createFile(there.resolve("file"));
    Files.setPosixFilePermissions(file, fromString("rw-r-----"));

    OwnFile.createFolders(there);

    assertThat(permissions(there), is("rwxr-x---"));
    assertThrows(FileAlreadyExistsException.class, () -> OwnFile.create(file));
    assertThat(permissions(file), is("rw-r-----"));
  }

  @Test
  void keepsThePermissionsOfTheFileThatItReplaces() throws IOException {
    assumePosix();
    Path file = folder.resolve("report.html");
    WholeFile.write(file, writer -> writer.write("first"));

    assertThat(permissions(file), is("rw-------"));

    Files.setPosixFilePermissions(file, fromString("rw-r-----"));
    WholeFile.write(file, writer -> writer.write("second"));

    assertThat(Files.readString(file), is("second"));
    assertThat(permissions(file), is("rw-r-----"));
  }

  /** An archive is a file system without them. */
  @Test
  void isMadeWhereThereAreNoPermissions() throws IOException {
    try (FileSystem archive =
        FileSystems.newFileSystem(folder.resolve("archive.zip"), Map.of("create", "true"))) {
      assertThat(archive.supportedFileAttributeViews().contains("posix"), is(false));
      OwnFile.createFolders(archive.getPath("a/b"));
      OwnFile.create(archive.getPath("a/b/file"));
      OwnFile.takePermissionsOf(archive.getPath("a/b"), archive.getPath("a/b/file"));

      assertThat(Files.exists(archive.getPath("a/b/file")), is(true));
    }
  }

  private void assumePosix() {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
