package org.postlabel.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.postlabel.post.Label;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;

/** Writes a {@link Label}, its time to the millisecond; all instances are equal. */
public final class LabelCoder extends AtomicCoder<Label> {
  private static final LabelCoder INSTANCE = new LabelCoder();
  private static final Coder<String> STRING = StringUtf8Coder.of();
  private static final Coder<String> STRING_OR_NULL = NullableCoder.of(STRING);
  private static final Coder<Long> LONG = VarLongCoder.of();
  private static final Coder<Map<String, Object>> SCORES = MapCoder.of(STRING, ScoreCoder.of());

  private LabelCoder() {}

  public static LabelCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Label label, OutputStream out) throws IOException {
    STRING.encode(label.uri(), out);
    STRING.encode(label.text(), out);
    STRING.encode(label.textHash(), out);
    SCORES.encode(label.scores().byAttribute(), out);
    STRING_OR_NULL.encode(label.reason().map(Reason::name).orElse(null), out);
    LONG.encode(label.labelledAt().toEpochMilli(), out);
    STRING.encode(label.scorerId(), out);
  }

  @Override
  public Label decode(InputStream in) throws IOException {
    return new Label(
        STRING.decode(in),
        STRING.decode(in),
        STRING.decode(in),
        Scores.of(SCORES.decode(in)),
        reason(STRING_OR_NULL.decode(in)),
        Instant.ofEpochMilli(LONG.decode(in)),
        STRING.decode(in));
  }

  private static Reason reason(String name) {
    return name == null ? null : Reason.valueOf(name);
  }
}
