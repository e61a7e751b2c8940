package org.postlabel.importing.container;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Gzip, Zstandard, bzip2 and xz by their first bytes, with every stream that a file joins. */
public final class Compression {
  private static final int BUFFER = 1 << 18;
  private static final byte[] GZIP = HexFormat.of().parseHex("1f8b");
  private static final byte[] ZSTD = HexFormat.of().parseHex("28b52ffd");
  private static final byte[] XZ = HexFormat.of().parseHex("fd377a585a00");
  private static final byte[] BZIP2 = {'B', 'Z', 'h'};

  private Compression() {}

  /** What {@code in} holds, which begins with {@code start}; {@code in} itself when it is plain. */
  static InputStream decompressed(byte[] start, InputStream in) throws IOException {
    if (begins(start, GZIP)) {
      return new GZIPInputStream(new NeverDone(in), BUFFER);
    }
    if (begins(start, ZSTD) || isSkippableZstd(start)) {
      // Pushshift's dumps have a window of 2 GB.
      return new ZstdInputStream(in).setLongMax(31).setContinuous(false);
    }
    if (begins(start, XZ)) {
      return new XZCompressorInputStream(in, true);
    }
    return begins(start, BZIP2) ? new BZip2CompressorInputStream(in, true) : in;
  }

  /** Whether Zstandard's window is beyond what is read, or beyond the memory. */
  public static boolean isWindowTooLarge(IOException error) {
    return error instanceof ZstdIOException zstd
        && (zstd.getErrorCode() == Zstd.errMemoryAllocation()
            || zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge());
  }

  /** A frame of notes may come first. */
  private static boolean isSkippableZstd(byte[] start) {
    return start.length > 4
        && (start[0] & 0xF0) == 0x50
        && start[1] == 0x2A
        && start[2] == 0x4D
        && start[3] == 0x18;
  }

  private static boolean begins(byte[] start, byte[] prefix) {
    return start.length >= prefix.length
        && Arrays.equals(start, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** {@link GZIPInputStream} drops the members behind the first when a slow pipe has none yet. */
  private static final class NeverDone extends FilterInputStream {
    NeverDone(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
