package org.postlabel.scorer.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.org, example.org",
    "https://example.org:443, example.org",
    "https://EXAMPLE.org., example.org",
    "https://example.org:8443, example.org:8443",
    "http://example.org, example.org:80",
    "http://[::1]:8089, [::1]:8089",
  })
  void isNamedInIdsByItsHostAndItsPortUnlessThatIsOfHttps(String url, String service) {
    assertThat(endpoint(url).service(), is(service));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://googleapis.com",
        "https://commentanalyzer.googleapis.com",
        "https://Commentanalyzer.GoogleAPIs.com./v1"
      })
  void isGoogles(String url) {
    assertThat(endpoint(url).isGoogles(), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evilgoogleapis.com",
        "https://commentanalyzer.googleapis.com.evil.org",
        "https://evil.org/googleapis.com"
      })
  void isNotGoogles(String url) {
    assertThat(endpoint(url).isGoogles(), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://some.host",
        "http://localhost",
        "http://LOCALHOST:8089",
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]:8089",
        "http://[0:0:0:0:0:0:0:1]"
      })
  void hidesWhatIsSentByHttpsOrOnThisMachine(String url) {
    assertThat(endpoint(url).isReadable(), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://some.host",
        "http://localhost.evil.org",
        "http://127.0.0.1.evil.org",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://[fe80::1]",
        "http://commentanalyzer.googleapis.com"
      })
  void isReadableOnTheWayByPlainHttp(String url) {
    assertThat(endpoint(url).isReadable(), is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a\nb"})
  void refusesANameThatIsNone(String name) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Endpoint("--endpoint", URI.create("https://example.org"), name, false))
            .getMessage();

    assertThat(message, is("--scorerName must be up to 100 letters, digits and ._:-, was " + name));
  }

  @Test
  void putsANameInPlaceOfTheWholeAddress() {
    Endpoint named =
        new Endpoint("--endpoint", URI.create("http://localhost:1/path"), "ours", false);

    assertThat(named.service() + named.path("/v1"), is("ours/v1"));
  }

  private static Endpoint endpoint(String url) {
    return new Endpoint("--endpoint", URI.create(url), null, false);
  }
}
