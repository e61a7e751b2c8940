package org.postlabel.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Writes the value of an attribute: what it is, then itself; all instances are equal. */
final class ScoreCoder extends AtomicCoder<Object> {
  private static final ScoreCoder INSTANCE = new ScoreCoder();
  private static final Coder<Double> NUMBER = DoubleCoder.of();
  private static final Coder<Boolean> TRUTH = BooleanCoder.of();
  private static final Coder<String> WORDS = StringUtf8Coder.of();

  private ScoreCoder() {}

  static ScoreCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Object value, OutputStream out) throws IOException {
    if (value instanceof Double number) {
      out.write('n');
      NUMBER.encode(number, out);
    } else if (value instanceof Boolean truth) {
      out.write('t');
      TRUTH.encode(truth, out);
    } else {
      out.write('w');
      WORDS.encode((String) value, out);
    }
  }

  @Override
  public Object decode(InputStream in) throws IOException {
    int what = in.read();
    return switch (what) {
      case 'n' -> NUMBER.decode(in);
      case 't' -> TRUTH.decode(in);
      case 'w' -> WORDS.decode(in);
      default -> throw new CoderException("not the value of an attribute: " + what);
    };
  }
}
