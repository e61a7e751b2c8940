package org.postlabel.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the engine into the message of a failure: Maven's reports name only class and method. */
final class EngineInFailures
    implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable error)
      throws Throwable {
    throw withEngine(context, error);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable error)
      throws Throwable {
    throw withEngine(context, error);
  }

  private static Throwable withEngine(ExtensionContext context, Throwable error) {
    if (error instanceof TestAbortedException) {
      return error;
    }
    String engine = context.getParent().orElseThrow().getDisplayName();
    AssertionError named = new AssertionError(engine + ": " + error.getMessage(), error);
    named.setStackTrace(error.getStackTrace());
    return named;
  }
}
