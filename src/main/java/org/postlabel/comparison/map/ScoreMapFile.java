package org.postlabel.comparison.map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postlabel.json.Json;
import org.postlabel.output.JsonDocument;
import org.postlabel.output.WholeFile;

/**
 * Maps as a JSON file.
 *
 * @param tool which program made it
 * @param writtenAt in ISO 8601
 * @param seed of the sample of posts where there were more than a comparison takes, and of the
 *     intervals
 */
public record ScoreMapFile(
    String format, int version, String tool, String writtenAt, long seed, List<ScoreMap> maps) {
  private static final String FORMAT = "postlabel-score-map";
  private static final int VERSION = 1;

  /** Of 100,000 knots, and more. */
  private static final long MOST_BYTES = 64 << 20;

  private static final ObjectMapper STRICT =
      Json.mapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);

  public ScoreMapFile {
    maps = List.copyOf(maps);
    if (maps.isEmpty()) {
      throw new IllegalArgumentException("it holds no map");
    }
  }

  /** A file of {@code maps}, one at least, in the present version. */
  public ScoreMapFile(String tool, String writtenAt, long seed, List<ScoreMap> maps) {
    this(FORMAT, VERSION, tool, writtenAt, seed, maps);
  }

  /** Writes {@code file}, in place of what it held, whole or not at all. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, writer -> JsonDocument.write(this, writer));
  }

  /**
   * Reads a file that {@link #write} has written.
   *
   * @throws IllegalArgumentException with one line that says what is wrong with it
   */
  public static ScoreMapFile read(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException("there is no file " + file);
      }
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw notOne(file);
      }
      JsonNode json = STRICT.readTree(Files.readString(file));
      if (!FORMAT.equals(json.path("format").textValue())) {
        throw notOne(file);
      }
      if (!json.path("version").isInt() || json.path("version").intValue() != VERSION) {
        throw new IllegalArgumentException(
            "%s is a map of scores of version %s, and this program reads version %d: make it again with ./pipeline compare and --writeMap"
                .formatted(file, json.path("version"), VERSION));
      }
      return STRICT.treeToValue(json, ScoreMapFile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is damaged: %s; make it again with ./pipeline compare and --writeMap"
              .formatted(file, inOneLine(e)),
          e);
    } catch (CharacterCodingException e) {
      throw notOne(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the map of scores %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static IllegalArgumentException notOne(Path file) {
    return new IllegalArgumentException(
        file + " is no map of scores: ./pipeline compare with --writeMap makes one");
  }

  private static String inOneLine(JsonProcessingException error) {
    String message = error.getOriginalMessage().lines().findFirst().orElse("not JSON");
    return error.getLocation() == null || error.getLocation().getLineNr() < 1
        ? message
        : "line " + error.getLocation().getLineNr() + ": " + message;
  }
}
