package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service whose certificate only a company's trust store knows. */
@Timeout(120)
class TrustStoreTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private HttpsServer server;

  /** What a new process does: the trust store is read once. */
  static final class Caller {
    private Caller() {}

    public static void main(String[] arguments) {
      try (ServiceClient client =
          ServiceClient.of(URI.create(arguments[0]), Map.of(), 1, Duration.ofSeconds(30))) {
        System.out.println(
            "HTTP " + client.post("/x", "text/plain", new byte[1], () -> {}).status());
      } catch (IOException e) {
        System.out.println(ServiceClient.cause(e));
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    Path store = folder.resolve("company.p12");
    run(
        Map.of(),
        program("keytool"),
        "-genkeypair",
        "-alias",
        "company",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        new String(PASSWORD));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void isTheOneThatJavaToolOptionsName() throws Exception {
    String trusted =
        "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
            .formatted(folder.resolve("company.p12"), new String(PASSWORD));

    assertThat(called(Map.of()), containsString("the certificate of the service is not trusted"));
    assertThat(called(Map.of("JAVA_TOOL_OPTIONS", trusted)), containsString("HTTP 200"));
  }

  private String called(Map<String, String> environment) throws Exception {
    return run(
        environment,
        program("java"),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Caller.class.getName(),
        "https://localhost:" + server.getAddress().getPort());
  }

  private static String program(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private String run(Map<String, String> environment, String... command) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    process.environment().remove("JAVA_TOOL_OPTIONS");
    process.environment().putAll(environment);
    process.start().waitFor();
    return Files.readString(output, UTF_8);
  }
}
