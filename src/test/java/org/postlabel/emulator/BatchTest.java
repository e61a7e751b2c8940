package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.BatchText.Part;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;

class BatchTest {
  private static final EmulatorSetup PLAIN = EmulatorSetup.PLAIN;

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void answersEveryPartUnderItsOwnId() throws Exception {
    HttpResponse<String> response = caller.batch(BatchText.ofCalls(5));

    List<Part> parts = BatchText.parts(response);
    assertThat(response.statusCode(), is(200));
    assertThat(ids(parts), is(expectedIds(5)));
    assertThat(tokenIds(parts), is(expectedIds(5)));
  }

  @Test
  void shufflesPartsButKeepsTheirIdsRight() throws Exception {
    emulator.reconfigure(PLAIN.with("shuffleParts", true).config());

    List<Part> parts = BatchText.parts(caller.batch(BatchText.ofCalls(20)));

    assertThat(ids(parts), not(is(expectedIds(20))));
    assertThat(ids(parts), containsInAnyOrder(expectedIds(20).toArray()));
    assertThat(tokenIds(parts), is(ids(parts)));
  }

  @Test
  void leavesOutAShareOfTheParts() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.MISSING_PART, .3).config());

    List<Part> parts = BatchText.parts(caller.batch(BatchText.ofCalls(100)));

    long missing = emulator.stats().faults().get("missing_part");
    assertThat(missing > 15 && missing < 45, is(true));
    assertThat(parts, hasSize(100 - (int) missing));
  }

  @Test
  void sendsAShareOfThePartsTwice() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.DOUBLED_PART, 1).config());

    List<Part> parts = BatchText.parts(caller.batch(BatchText.ofCalls(2)));

    assertThat(
        ids(parts),
        contains(
            "<response-item-0>", "<response-item-0>", "<response-item-1>", "<response-item-1>"));
  }

  @Test
  void addsPartsThatNobodyAskedFor() throws Exception {
    emulator.reconfigure(PLAIN.with(Fault.FOREIGN_PART, 1).config());

    List<Part> parts = BatchText.parts(caller.batch(BatchText.ofCalls(1)));

    assertThat(ids(parts), contains("<response-item-0>", "<response-unknown-0>"));
  }

  @Test
  void failsInnerCallsOneByOne() throws Exception {
    emulator.reconfigure(PLAIN.with("poisonMarker", "arsenic").config());
    BatchText batch =
        new BatchText()
            .add("good", Caller.request("Tea", "TOXICITY"))
            .add("poison", Caller.request("Tea with arsenic", "TOXICITY"))
            .add("lost", "POST /v1/elsewhere HTTP/1.1", "", "{}")
            .add("foreign-key", "POST /v1alpha1/comments:analyze?key=wrong HTTP/1.1", "", "{}");

    HttpResponse<String> response = caller.batch(batch);

    assertThat(response.statusCode(), is(200));
    assertThat(
        BatchText.parts(response).stream().map(Part::status).toList(),
        contains(200, 400, 404, 400));
  }

  @Test
  void admitsAsManyInnerCallsAsTheQuotaHasLeft() throws Exception {
    emulator.reconfigure(PLAIN.with("queriesPerMinute", 3).with("retryAfter", 7).config());

    HttpResponse<String> response = caller.batch(BatchText.ofCalls(5));

    List<Part> parts = BatchText.parts(response);
    assertThat(response.statusCode(), is(200));
    assertThat(parts.stream().map(Part::status).toList(), contains(200, 200, 200, 429, 429));
    assertThat(parts.get(4).headers(), containsString("Retry-After: 7"));
    assertThat(
        parts.get(4).json().at("/error/details/0/metadata/quota_limit_value").asText(), is("3"));
  }

  @Test
  void acceptsAQuotedBoundaryAndKeysOfTheInnerRequests() throws Exception {
    String body =
        new BatchText()
            .add(
                "query",
                "POST /v1alpha1/comments:analyze?key=" + Caller.KEY + " HTTP/1.1",
                "",
                Caller.request("Tea", "TOXICITY").toString())
            .add(
                "header",
                "POST " + emulator.endpoint() + "/v1alpha1/comments:analyze HTTP/1.1",
                "x-goog-api-key: " + Caller.KEY,
                Caller.request("Tea", "TOXICITY").toString())
            .add("none", Caller.request("Tea", "TOXICITY"))
            .toString();

    HttpResponse<String> response =
        Caller.send(
            caller
                .to("/batch")
                .header("Content-Type", "multipart/mixed; boundary=\"" + BatchText.BOUNDARY + '"'),
            body);

    assertThat(
        BatchText.parts(response).stream().map(Part::status).toList(), contains(200, 200, 403));
  }

  @Test
  void readsABatchWithoutCarriageReturns() throws Exception {
    String body = BatchText.ofCalls(3).toString().replace("\r\n", "\n");

    HttpResponse<String> response =
        Caller.send(
            caller
                .to("/batch?key=" + Caller.KEY)
                .header("Content-Type", "multipart/mixed; boundary=" + BatchText.BOUNDARY),
            body);

    assertThat(tokenIds(BatchText.parts(response)), is(expectedIds(3)));
  }

  @Test
  void answersAThousandCallsAndRefusesOneMore() throws Exception {
    List<Part> parts = BatchText.parts(caller.batch(BatchText.ofCalls(1_000)));

    assertThat(parts, hasSize(1_000));
    assertThat(parts.stream().map(Part::status).toList(), everyItem(is(200)));
    assertThat(caller.batch(BatchText.ofCalls(1_001)).statusCode(), is(400));
  }

  @Test
  void refusesABodyThatIsNoBatch() throws Exception {
    String contentType = "multipart/mixed; boundary=" + BatchText.BOUNDARY;
    for (String body : new String[] {"", "--frontier--", "--frontier\r\n\r\nnonsense\r\n"}) {
      HttpResponse<String> response =
          Caller.send(caller.to("/batch").header("Content-Type", contentType), body);

      assertThat(response.statusCode(), is(400));
    }
  }

  @Test
  void hasNoBatchEndpointWhenToldSo() throws Exception {
    emulator.reconfigure(PLAIN.with("batchEndpoint", false).config());

    assertThat(caller.batch(BatchText.ofCalls(2)).statusCode(), is(404));
  }

  private static List<String> ids(List<Part> parts) {
    return parts.stream().map(Part::id).toList();
  }

  private static List<String> tokenIds(List<Part> parts) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Part part : parts) {
      ids.add("<response-" + part.clientToken() + ">");
    }
    return ids;
  }

  private static List<String> expectedIds(int count) {
    return IntStream.range(0, count).mapToObj(i -> "<response-item-" + i + ">").toList();
  }
}
