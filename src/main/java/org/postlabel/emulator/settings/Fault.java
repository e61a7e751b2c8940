package org.postlabel.emulator.settings;

import com.fasterxml.jackson.databind.EnumNamingStrategies.CamelCaseStrategy;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** All faults that occur at a rate, from 0 (never) to 1 (always). */
public enum Fault {
  // A whole HTTP request.
  OUTER_THROTTLED(EmulatorFaultOptions::getOuterThrottledRate),
  BAD_GATEWAY(EmulatorFaultOptions::getBadGatewayRate),
  RESET(EmulatorFaultOptions::getResetRate),
  TRUNCATED(EmulatorFaultOptions::getTruncatedRate),
  HANG(EmulatorFaultOptions::getHangRate),
  // A call, alone or in a batch.
  THROTTLED(EmulatorFaultOptions::getThrottledRate),
  UNAVAILABLE(EmulatorFaultOptions::getUnavailableRate),
  MALFORMED(EmulatorFaultOptions::getMalformedRate),
  // A part of a batch answer.
  MISSING_PART(EmulatorFaultOptions::getMissingPartRate),
  DOUBLED_PART(EmulatorFaultOptions::getDoubledPartRate),
  FOREIGN_PART(EmulatorFaultOptions::getForeignPartRate),
  // An answer of moderations or of a classifier.
  FEWER_RESULTS(EmulatorFaultOptions::getFewerResultsRate),
  // A model's answer to a prompt.
  CHAT_REFUSAL(EmulatorFaultOptions::getChatRefusalRate),
  CHAT_CONTENT_FILTER(EmulatorFaultOptions::getChatContentFilterRate),
  CHAT_INVALID_JSON(EmulatorFaultOptions::getChatInvalidJsonRate),
  CHAT_SLOW(EmulatorFaultOptions::getChatSlowRate),
  CHAT_WRONG_COUNT(EmulatorFaultOptions::getChatWrongCountRate),
  CHAT_SHUFFLED(EmulatorFaultOptions::getChatShuffledRate),
  CHAT_INVALID_LABEL(EmulatorFaultOptions::getChatInvalidLabelRate),
  CHAT_DOUBLED(EmulatorFaultOptions::getChatDoubledRate);

  @SuppressWarnings("ImmutableEnumChecker") // Only method references.
  private final ToDoubleFunction<EmulatorFaultOptions> rate;

  Fault(ToDoubleFunction<EmulatorFaultOptions> rate) {
    this.rate = rate;
  }

  /** Its name in the statistics, such as {@code bad_gateway}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The option of its rate, such as {@code badGatewayRate}. */
  String option() {
    return CamelCaseStrategy.INSTANCE.convertEnumToExternalName(name()) + "Rate";
  }

  double rateIn(EmulatorFaultOptions options) {
    return rate.applyAsDouble(options);
  }
}
