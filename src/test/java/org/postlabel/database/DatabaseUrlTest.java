package org.postlabel.database;

import static java.util.Arrays.stream;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;
import org.sqlite.SQLiteConfig.Pragma;

class DatabaseUrlTest {
  static Stream<String> secretsOfTheDrivers() {
    Stream<String> postgresql =
        stream(PGProperty.values())
            .map(PGProperty::getName)
            .filter(DatabaseUrlTest::isPassword)
            .map(name -> "jdbc:postgresql://h/d?" + name + "=SECRET");
    Stream<String> sqlite =
        stream(Pragma.values())
            .map(Pragma::getPragmaName)
            .filter(DatabaseUrlTest::isPassword)
            .map(name -> "jdbc:sqlite:file.db?" + name + "=SECRET");
    return Stream.concat(postgresql, sqlite);
  }

  /** A callback is the name of a class. */
  private static boolean isPassword(String property) {
    String name = property.toLowerCase(Locale.ROOT);
    return name.contains("password") && !name.endsWith("callback");
  }

  @Test
  void findsTheSecretsOfBothDrivers() {
    List<String> urls = secretsOfTheDrivers().toList();

    assertThat(urls, hasItem("jdbc:postgresql://h/d?sslpassword=SECRET"));
    assertThat(urls, hasItem("jdbc:sqlite:file.db?password=SECRET"));
  }

  @ParameterizedTest
  @MethodSource("secretsOfTheDrivers")
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?ssl=true&SSLPassword=SECRET",
        "jdbc:postgresql://h/d?sslpass%77ord=SECRET",
        "jdbc:postgresql://h/d?ssl=true;sslpassword=SECRET",
        "jdbc:postgresql://me:SECRET@h/d",
        "jdbc:postgresql://me:SEC/RET@h/d",
        "jdbc:sqlite:file:posts.db?hexkey=SECRET",
        "jdbc:mysql://h/d?passwd=SECRET"
      })
  void refusesASecretAndDoesNotQuoteIt(String url) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Database(url)).getMessage();

    assertThat(message, containsString("--connectionURL must not hold a secret"));
    assertThat(message, not(containsString("SEC")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h:5433/d?user=me&sslkey=/home/me/client.pk8&sslmode=verify-full",
        "jdbc:postgresql://h1:5432,h2:5432/d?sslpasswordcallback=org.example.Callback",
        "jdbc:postgresql://h/d?requireAuth=password&ApplicationName=password",
        "jdbc:sqlite:password=1.db",
        "jdbc:sqlite:file:posts.db?foreign_keys=true"
      })
  void takesWhatIsNoSecret(String url) {
    assertThat(new Database(url).url(), is(url));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/d, export them there to CSV",
    "jdbc:mariadb://h/d, export them there to CSV",
    "jdbc:sqlserver://h;databaseName=d, and import the file",
    "jdbc:bigquery://https://h:443;ProjectId=p, and import the file",
    "jdbc:duckdb:posts.duckdb, and import the file",
    "mongodb://h/d, and import the file",
    "postgres://me@h:5432/d, write jdbc:postgresql://me@h:5432/d",
    "postgresql://h/d, write jdbc:postgresql://h/d",
    "posts.db, write jdbc:sqlite:posts.db"
  })
  void saysWhatToDoWithTheUrlOfAnotherDatabase(String url, String advice) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Database(url)).getMessage();

    assertThat(
        message, startsWith("--connectionURL must start with jdbc:sqlite: or jdbc:postgresql:"));
    assertThat(message, containsString(advice));
  }
}
