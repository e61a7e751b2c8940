package org.postlabel.quota;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** Limits of tokens that a provider names in its answers. */
@OnBothDatabases
class TokenQuotaTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final long MINUTE = 60_000_000;

  private final FakeClock clock = new FakeClock();
  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    tables.addRun("run-1", "scorer-1");
  }

  @Test
  void isNoneUntilTheProviderNamesALimit() throws Exception {
    TokenQuota quota = quota(0);
    quota.reserve(1_000_000, () -> false).orElseThrow().settle(1);
    quota.limitedBy(NONE);
    assertThat(quota.isLimited(), is(false));
    assertThat(tables.rows("SELECT tokens FROM quota_tokens"), is(List.of()));

    quota.limitedBy(OptionalDouble.of(30_000));

    assertThat(quota.isLimited(), is(true));
    quota.reserve(1_000_000, () -> false).orElseThrow().settle(29_999);
    assertThat(tables.rows("SELECT SUM(tokens) FROM quota_tokens").toString(), is("[[29999]]"));
  }

  @Test
  void sharesWhatTheProviderNamesWithAllWorkers() throws Exception {
    TokenQuota one = quota(60_000);
    TokenQuota other = quota(60_000);

    one.limitedBy(OptionalDouble.of(30_000));

    assertThat(other.reserve(50_000, () -> false).isPresent(), is(true));
    assertThat(
        "a larger request has the whole minute",
        tables.rows("SELECT SUM(tokens) FROM quota_tokens").toString(),
        is("[[30000]]"));
    assertThat("a worker that starts later", quota(0).isLimited(), is(true));
  }

  @Test
  void isWhatTheProviderNamedLast() {
    TokenQuota quota = quota(0);
    quota.limitedBy(OptionalDouble.of(30_000));
    quota.limitedBy(OptionalDouble.of(90_000));

    assertThat(limitInRow(), is(List.of(90_000.0)));
  }

  @Test
  void forgetsALimitThatIsNoLongerNamed() {
    TokenQuota quota = quota(0);
    quota.limitedBy(OptionalDouble.of(30_000));
    clock.now += 9 * MINUTE;
    quota.limitedBy(NONE);
    assertThat(quota.isLimited(), is(true));

    clock.now += 2 * MINUTE;
    quota.limitedBy(NONE);

    assertThat(quota.isLimited(), is(false));
    quota.limitedBy(OptionalDouble.of(20_000));
    assertThat(quota.isLimited(), is(true));
    quota.forgetLimit();
    assertThat(quota.isLimited(), is(false));
    assertThat(quota(0).isLimited(), is(false));
  }

  private List<Object> limitInRow() {
    return tables.column("SELECT provider_limit_per_minute FROM quota WHERE name = 'tokens'");
  }

  private TokenQuota quota(double perMinute) {
    return new TokenQuota(tables.database(), "tokens", perMinute, "run-1", () -> {}, clock);
  }
}
