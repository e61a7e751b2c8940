package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class BatchRequestTest {

  @Property
  void findsEveryBodyUnderItsIdWhateverItContains(
      @ForAll @NotEmpty @Size(max = 8) List<String> texts) {
    BatchText batch = new BatchText();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String body = Caller.request(texts.get(i) + "\r\n--frontier", "TOXICITY").toString();
      batch.add("id-" + i, "POST /v1alpha1/comments:analyze HTTP/1.1", "", body);
      expected.add("<id-" + i + ">" + utf8(body));
    }

    List<BatchRequest.Part> parts =
        BatchRequest.parse(
                "multipart/mixed; boundary=frontier",
                batch.toString().getBytes(StandardCharsets.UTF_8))
            .orElseThrow();

    List<String> found =
        parts.stream()
            .map(part -> part.contentId() + new String(part.body(), StandardCharsets.UTF_8))
            .toList();
    assertThat(found, is(expected));
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
