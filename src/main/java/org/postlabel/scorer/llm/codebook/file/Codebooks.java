package org.postlabel.scorer.llm.codebook.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postlabel.scorer.llm.codebook.Codebook;

/** Finds codebooks: those that come with the program, and files. */
public final class Codebooks {
  private static final List<String> BUNDLED = List.of("bridging", "sociopolitical", "toxicity");

  private Codebooks() {}

  /** The names of those that come with the program. */
  public static List<String> bundled() {
    return BUNDLED;
  }

  /**
   * The codebook that {@code nameOrFile} means.
   *
   * @throws IllegalArgumentException with one line when there is none, or something is wrong in it
   */
  public static Codebook find(String nameOrFile) {
    if (BUNDLED.contains(nameOrFile)) {
      return CodebookReader.read(nameOrFile + ".yaml", text(nameOrFile), Codebooks::resource);
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--codebook must name a file, or %s, was %s"
              .formatted(String.join(" or ", BUNDLED), nameOrFile));
    }
    return CodebookReader.read(
        nameOrFile, content(file), name -> content(file.resolveSibling(name)));
  }

  /**
   * A commented codebook to begin with, called {@code name}.
   *
   * @throws IllegalArgumentException when that cannot be its name
   */
  public static String template(String name) {
    String text = resource("template.yaml").replace("my_codebook", name);
    CodebookReader.read(name + ".yaml", text, Codebooks::resource);
    if (BUNDLED.contains(name)) {
      throw new IllegalArgumentException(
          "a codebook %s comes with the program; choose another name".formatted(name));
    }
    return text;
  }

  /** The file of the bundled codebook {@code name}, as it is. */
  public static String text(String name) {
    return resource(name + ".yaml");
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " must be UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the file " + file, e);
    }
  }

  private static String resource(String name) {
    try (InputStream text = Codebooks.class.getResourceAsStream("/codebooks/" + name)) {
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
