package org.postlabel.importing.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The files in a zip file, each named {@code FILE.zip!/MEMBER}. */
public final class ZipMembers {
  private static final String BETWEEN = "!/";

  private ZipMembers() {}

  /** {@code files}, with the members of zip files in their place. */
  public static List<String> expand(List<String> files) {
    List<String> all = new ArrayList<>();
    for (String name : files) {
      if (new File(name).isFile() && beginsWith(name, "PK\3\4")) {
        members(name).forEach(member -> all.add(name + BETWEEN + member));
      } else {
        all.add(name);
      }
    }
    return all;
  }

  /** Whether the file {@code name} begins with these ASCII characters. */
  public static boolean beginsWith(String name, String magic) {
    try (InputStream in = new FileInputStream(name)) {
      return new String(in.readNBytes(magic.length()), ISO_8859_1).equals(magic);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static List<String> members(String name) {
    try (ZipFile zip = zip(name)) {
      List<String> members =
          Collections.list(zip.getEntries()).stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipArchiveEntry::getName)
              // What a Mac adds.
              .filter(member -> !member.startsWith("__MACOSX/") && !member.endsWith(".DS_Store"))
              .toList();
      NoText.inZip(members)
          .ifPresent(
              what -> {
                throw new FileUnusableException(name, what);
              });
      return members;
    } catch (IOException e) {
      throw new FileUnusableException(
          name, "cannot be read (" + e.getMessage() + "); check that it is whole", e);
    }
  }

  public static boolean isMember(String name) {
    return name.contains(BETWEEN) && new File(zipOf(name)).isFile();
  }

  private static String zipOf(String name) {
    return name.substring(0, name.indexOf(BETWEEN));
  }

  /** The content of a member. */
  public static InputStream open(String name) throws IOException {
    ZipFile zip = zip(zipOf(name));
    ZipArchiveEntry member = zip.getEntry(name.substring(name.indexOf(BETWEEN) + BETWEEN.length()));
    String fault =
        member == null
            ? "is not in the zip file"
            : member.getGeneralPurposeBit().usesEncryption()
                ? "is encrypted; unpack it, and import the file"
                : zip.canReadEntryData(member) ? null : "is compressed in a rare way; unpack it";
    if (fault != null) {
      zip.close();
      throw new FileUnusableException(name, fault);
    }
    return new FilterInputStream(zip.getInputStream(member)) {
      @Override
      public void close() throws IOException {
        zip.close();
      }
    };
  }

  private static ZipFile zip(String name) throws IOException {
    return ZipFile.builder().setFile(name).get();
  }
}
