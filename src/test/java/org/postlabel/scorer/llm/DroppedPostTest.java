package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.postlabel.scorer.llm.ScriptedModel.labels;
import static org.postlabel.scorer.llm.ScriptedModel.questions;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Answer;
import org.postlabel.quota.Pace;
import org.postlabel.quota.TokenLimits;
import org.postlabel.run.Stop;
import org.postlabel.scorer.Question;
import org.postlabel.scoring.FirstCall;
import org.postlabel.scoring.RetryPolicy;
import org.postlabel.scoring.Worker;
import org.postlabel.scoring.WorkerConfig;
import org.postlabel.scoring.WorkerLimits;
import org.postlabel.scoring.Workers;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** A build in which the prompt loses a post pays for none. */
@OnBothDatabases
class DroppedPostTest {
  private static final Optional<Stop> DISTRUSTED =
      Optional.of(new Stop(Stop.Kind.DISTRUSTED, "a prompt lacks a post's text; it was not sent"));
  private static final List<Question> POSTS =
      questions("one post of some words", "another post of words", "a third post of words");

  @Parameter Engine engine;
  private FreshDatabase tables;
  private ScriptedModel model;
  private WorkerConfig config;

  @BeforeEach
  void setUp() throws IOException {
    tables = engine.migrated();
    tables.addRun("run-1", "sociopolitical-1");
    model = new ScriptedModel(asked -> labels(asked, l -> l));
    config =
        new WorkerConfig(
            "run-1",
            tables.database(),
            new DroppingModel(model.provider(), document -> document.replace("post", "")),
            "quota-1",
            Pace.UNLIMITED,
            RetryPolicy.of(3, 3),
            new WorkerLimits(20, Duration.ofSeconds(5), 0, null, false, TokenLimits.NONE));
  }

  @AfterEach
  void close() {
    model.close();
    tables.close();
  }

  @Test
  void isStoppedByTheFirstCall() throws InterruptedException {
    Worker worker = Workers.acquire(config);
    try {
      new FirstCall(worker).make(List.of(POSTS));

      assertThat(worker.stopSign().get(), is(DISTRUSTED));
    } finally {
      Workers.release(config);
    }
    assertThat(model.asked.size(), is(0));
  }

  @Test
  void isStoppedByTheWorkerToo() throws Exception {
    Worker worker = Workers.acquire(config);
    try {
      Map<String, CompletableFuture<Optional<Answer>>> coming = worker.score(POSTS);
      List<Optional<Answer>> answers = new ArrayList<>();
      for (CompletableFuture<Optional<Answer>> answer : coming.values()) {
        answers.add(answer.get());
      }

      assertThat(answers, everyItem(is(Optional.empty())));
      assertThat(worker.stopSign().get(), is(DISTRUSTED));
    } finally {
      Workers.release(config);
    }
    assertThat(model.asked.size(), is(0));
    assertThat(tables.rows("SELECT * FROM ledger"), is(List.of()));
  }
}
