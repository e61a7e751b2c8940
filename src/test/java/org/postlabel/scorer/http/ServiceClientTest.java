package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.testing.ScriptedService;

/** A server that sends its answer in drops, each long before a single read would time out. */
@Timeout(60)
class ServiceClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final int DROPS_PER_SECOND = 10;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nX-Long: ",
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 503 Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n"
      })
  void endsAnExchangeThatTakesLongerThanItsLimit(String sentAtOnce) throws IOException {
    try (DrippingServer server = new DrippingServer(sentAtOnce, 100_000);
        ServiceClient client = client(server)) {
      Instant start = Instant.now();

      IOException error = assertThrows(IOException.class, () -> post(client));

      assertThat(Duration.between(start, Instant.now()), is(lessThan(LIMIT.multipliedBy(5))));
      assertThat(ServiceClient.cause(error), is("no answer in time"));
    }
  }

  /** Larger than what the two sockets hold between them. */
  private static final byte[] LARGE = new byte[32 << 20];

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void endsAnExchangeWithAServerThatNeitherReadsNorAnswersNorCloses(String scheme)
      throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServiceClient client =
            ServiceClient.of(
                URI.create(scheme + "://127.0.0.1:" + server.getLocalPort()), Map.of(), 1, LIMIT)) {
      Instant start = Instant.now();

      IOException error =
          assertThrows(
              IOException.class, () -> client.post("/path", "text/plain", LARGE, () -> {}));

      assertThat(Duration.between(start, Instant.now()), is(lessThan(LIMIT.multipliedBy(5))));
      assertThat(ServiceClient.cause(error), is("no answer in time"));
    }
  }

  /** A process that is suspended between the two would take a query for an earlier one. */
  @Test
  void saysThatARequestIsSentWhenItHasLeftAndNotBefore() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    List<Boolean> hadLeft = new CopyOnWriteArrayList<>();
    try (ScriptedService server =
            new ScriptedService(
                asked -> {
                  arrived.countDown();
                  return ScriptedService.Reply.ok("{}");
                });
        ServiceClient client =
            ServiceClient.of(URI.create(server.url()), Map.of(), 1, Duration.ofSeconds(30))) {
      client.post("/path", "application/json", new byte[] {'1'}, () -> hadLeft.add(await(arrived)));
    }
    assertThat(hadLeft, is(List.of(true)));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closesWhileAServerDoesNotAnswer() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DrippingServer server = new DrippingServer("", 100_000)) {
      ServiceClient client =
          ServiceClient.of(server.endpoint(), Map.of(), 1, Duration.ofMinutes(10));
      CountDownLatch sent = new CountDownLatch(1);
      Future<?> posting =
          threads.submit(
              () -> client.post("/path", "text/plain", new byte[] {'?'}, sent::countDown));
      sent.await();

      client.close();

      assertThrows(ExecutionException.class, posting::get);
      assertThrows(IOException.class, () -> post(client));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readsAnAnswerInDropsThatIsWholeInTime() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nRetry-After: 1.5\r\n\r\n";
    try (DrippingServer server = new DrippingServer(head, 4);
        ServiceClient client =
            ServiceClient.of(server.endpoint(), Map.of(), 1, LIMIT.multipliedBy(30))) {
      assertThat(post(client), is(new HttpReply(200, "xxxx", "", Duration.ofMillis(1_500))));
      assertThat("over the same connection", post(client).body(), is("xxxx"));
    }
  }

  private static ServiceClient client(DrippingServer server) {
    return ServiceClient.of(server.endpoint(), Map.of(), 1, LIMIT);
  }

  private static HttpReply post(ServiceClient client) throws IOException {
    return client.post("/path", "text/plain", "?".getBytes(US_ASCII), () -> {});
  }

  /** Answers whatever comes with {@code head} at once and {@code drops} letters one by one. */
  private record DrippingServer(ServerSocket socket, ExecutorService threads)
      implements AutoCloseable {
    DrippingServer(String head, int drops) throws IOException {
      this(
          new ServerSocket(0, 1, InetAddress.getLoopbackAddress()),
          Executors.newCachedThreadPool());
      threads.execute(
          () -> {
            try (Socket connection = socket.accept()) {
              byte[] request = new byte[10_000];
              while (connection.getInputStream().read(request) > 0) {
                drip(connection.getOutputStream(), head, drops);
              }
            } catch (IOException e) {
              // The client has closed the connection.
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }

    private static void drip(OutputStream out, String head, int drops)
        throws IOException, InterruptedException {
      out.write(head.getBytes(US_ASCII));
      out.flush();
      for (int i = 0; i < drops; i++) {
        Thread.sleep(1_000 / DROPS_PER_SECOND);
        out.write('x');
        out.flush();
      }
    }

    URI endpoint() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      threads.shutdownNow();
      socket.close();
    }
  }
}
