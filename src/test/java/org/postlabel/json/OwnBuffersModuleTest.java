package org.postlabel.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.postlabel.testing.OwnClassLoader;

class OwnBuffersModuleTest {
  private static final int LOADERS = 4;

  /** The JVM itself keeps the last one for a while, in caches with one entry. */
  private static final long KEPT_BY_THE_JVM = 1;

  @Test
  void keepsNoClassLoaderInThreadsThatLiveOn() throws Exception {
    // Its one thread for delays keeps the class loader of whoever is the first to use it.
    CompletableFuture.delayedExecutor(0, TimeUnit.SECONDS).execute(() -> {});
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    List<ExecutorService> threads = new ArrayList<>();
    for (int i = 0; i < LOADERS; i++) {
      ExecutorService thread = Executors.newSingleThreadExecutor();
      threads.add(thread);
      loaders.add(OwnClassLoader.use(thread, Use.class));
    }
    long left = OwnClassLoader.left(loaders, KEPT_BY_THE_JVM);
    threads.forEach(ExecutorService::shutdown);

    assertThat("class loaders left", left, lessThanOrEqualTo(KEPT_BY_THE_JVM));
  }

  /** Runs in a class loader of its own. */
  public static final class Use {
    private Use() {}

    /** As a JobManager does with every job, and as we do ourselves. */
    public static void of() throws IOException {
      var unused =
          new SerializablePipelineOptions(
              new SerializablePipelineOptions(PipelineOptionsFactory.create()).toString());
      unused = null;
      Json.mapper().readTree("{}");
      Json.mapper().writeValueAsString("text");
    }
  }
}
