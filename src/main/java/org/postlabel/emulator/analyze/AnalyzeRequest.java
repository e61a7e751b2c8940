package org.postlabel.emulator.analyze;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postlabel.emulator.answer.RefusedException;

/**
 * The body of one call; its names are those of the body. A missing text is empty. Unknown fields
 * and values of another type are refused, as protobuf's JSON reader does.
 */
@JsonIgnoreProperties({"sessionId", "communityId", "context"})
public record AnalyzeRequest(
    Comment comment,
    @JsonAlias("requested_attributes") @JsonSetter(contentNulls = Nulls.FAIL)
        Map<String, Wanted> requestedAttributes,
    @JsonSetter(contentNulls = Nulls.FAIL) List<String> languages,
    @JsonAlias("client_token") String clientToken,
    boolean dropUnsupportedAttributes,
    @JsonAlias("span_annotations") boolean spanAnnotations,
    @JsonAlias("do_not_store") boolean doNotStore) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  /** The text; its type is not read. */
  public record Comment(String text, String type) {}

  /** The scores requested of one attribute; a threshold of 0 leaves nothing out. */
  public record Wanted(
      @JsonAlias("score_type") String scoreType,
      @JsonAlias("score_threshold") float scoreThreshold) {
    public Wanted {
      scoreType = Objects.requireNonNullElse(scoreType, "PROBABILITY");
    }
  }

  public AnalyzeRequest {
    requestedAttributes = Objects.requireNonNullElse(requestedAttributes, Map.of());
    languages = Objects.requireNonNullElse(languages, List.of());
  }

  /** Reads the body of a call; a 400 says what is wrong with it. */
  public static AnalyzeRequest parse(byte[] body) throws RefusedException {
    try {
      return Optional.ofNullable(MAPPER.readValue(body, AnalyzeRequest.class))
          .orElseThrow(() -> invalid("Unexpected value."));
    } catch (UnrecognizedPropertyException e) {
      throw invalid("Unknown name \"%s\": Cannot find field.".formatted(e.getPropertyName()));
    } catch (JsonParseException e) {
      throw invalid(e.getOriginalMessage());
    } catch (IOException e) {
      throw invalid("Unexpected value.");
    }
  }

  public String text() {
    return comment == null || comment.text() == null ? "" : comment.text();
  }

  private static RefusedException invalid(String problem) {
    return new RefusedException(GoogleError.invalid("Invalid JSON payload received. " + problem));
  }
}
