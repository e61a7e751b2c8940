package org.postlabel.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderTest {
  @Test
  void isAProcessOfAHost() {
    assertThat(Holder.parse("a-host/4711", "1"), is(new Holder("a-host", 4711, "1")));
    assertThat(
        Holder.parse(Holder.thisProcess().toString(), Holder.thisProcess().processOrNull()),
        is(Holder.thisProcess()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host:8081",
        "http://host:8081",
        "https://host:8081/",
        "http://host/8081",
        "[auto]",
        "none"
      })
  void isTheClusterThatItWasWrittenFor(String master) {
    Holder cluster = Holder.cluster(master);

    assertThat(Holder.parse(cluster.toString(), null), is(cluster));
    assertThat(cluster.toString(), is("cluster " + master));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-host", "a-host/", "a-host/someone", "a-host/-1", "a-host/1/x"})
  void isShownAsItIsWhereNoProcessIsNamed(String text) {
    assertThat(Holder.parse(text, "1"), is(new Holder(text, 0, null)));
    assertThat(Holder.parse(text, "1").toString(), is(text));
  }
}
