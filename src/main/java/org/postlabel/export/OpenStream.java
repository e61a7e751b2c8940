package org.postlabel.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/** Standard output that stays open, and fails when its reader has closed it. */
final class OpenStream extends FilterOutputStream {
  private final PrintStream stdout;

  OpenStream(PrintStream stdout) {
    super(stdout);
    this.stdout = stdout;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stdout.write(bytes, offset, length);
    requireReader();
  }

  @Override
  public void close() throws IOException {
    requireReader();
  }

  /** A print stream hides errors. */
  private void requireReader() throws IOException {
    if (stdout.checkError()) {
      throw new IOException("standard output was closed before all labels were written");
    }
  }
}
