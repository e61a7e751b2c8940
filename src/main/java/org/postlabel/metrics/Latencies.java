package org.postlabel.metrics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Histograms of latencies in microseconds, and the text that stands for them in the table. */
public final class Latencies {
  /** Two digits: off by one in a hundred at most, and a few hundred characters of text. */
  private static final int DIGITS = 2;

  private Latencies() {}

  /** An empty histogram that grows to hold any latency. */
  public static Histogram none() {
    return new Histogram(DIGITS);
  }

  /** The text that stands for {@code latencies} in the table. */
  public static String text(Histogram latencies) {
    ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
    int length = latencies.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }

  /** The histogram that {@code text} of the table stands for. */
  public static Histogram parse(String text) {
    try {
      Histogram latencies =
          Histogram.decodeFromCompressedByteBuffer(
              ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
      latencies.setAutoResize(true);
      return latencies;
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a histogram of latencies: " + text, e);
    }
  }
}
