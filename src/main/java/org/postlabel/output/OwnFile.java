package org.postlabel.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and folders that only their owner can read, since they hold people's words. Where the
 * file system has no POSIX permissions, they are made as it makes them.
 */
public final class OwnFile {
  private static final String POSIX = "posix";
  private static final String FILE = "rw-------";
  private static final String FOLDER = "rwx------";

  private OwnFile() {}

  /**
   * Makes an empty file.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one, which stays as it is
   */
  public static void create(Path file) throws IOException {
    Files.createFile(file, attributes(file, FILE));
  }

  /** Makes {@code folder} and those above it; what is there stays as it is. */
  public static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, attributes(folder, FOLDER));
  }

  /** Gives {@code file} the permissions of {@code other}. */
  static void takePermissionsOf(Path other, Path file) throws IOException {
    if (hasPermissions(file)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(other);
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains(POSIX);
  }
}
