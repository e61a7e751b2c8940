package org.postlabel.emulator.settings;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Faults made on purpose; none by default. Each {@code Rate} belongs to a {@link Fault}. */
public interface EmulatorFaultOptions extends PipelineOptions {
  @Description(
      "Most attempts in a row in which one text causes the same fault; 0 by default, which is no "
          + "limit. Other texts of its prompt or batch can still cause it.")
  @Default.Integer(0)
  int getMaxFaultsInARow();

  void setMaxFaultsInARow(int value);

  @Description("Share of HTTP requests answered 429 as a whole, 0 to 1.")
  @Default.Double(0)
  double getOuterThrottledRate();

  void setOuterThrottledRate(double value);

  @Description("Share of HTTP requests answered 502 with a proxy's HTML page, 0 to 1.")
  @Default.Double(0)
  double getBadGatewayRate();

  void setBadGatewayRate(double value);

  @Description("Share of HTTP requests whose connection is cut without an answer, 0 to 1.")
  @Default.Double(0)
  double getResetRate();

  void setResetRate(double value);

  @Description("Share of HTTP requests whose answer is cut in the middle, 0 to 1.")
  @Default.Double(0)
  double getTruncatedRate();

  void setTruncatedRate(double value);

  @Description("Share of HTTP requests that get no answer and are cut after --hangTime, 0 to 1.")
  @Default.Double(0)
  double getHangRate();

  void setHangRate(double value);

  @Description("Time until a hanging request is cut, in milliseconds; longer than most time-outs.")
  @Default.Long(60000)
  long getHangTime();

  void setHangTime(long value);

  @Description("Share of calls answered 429, alone or in a batch answered 200, 0 to 1.")
  @Default.Double(0)
  double getThrottledRate();

  void setThrottledRate(double value);

  @Description("Share of calls answered 503, alone or in a batch, 0 to 1.")
  @Default.Double(0)
  double getUnavailableRate();

  void setUnavailableRate(double value);

  @Description("Share of calls answered 200 with JSON cut in half, alone or in a batch, 0 to 1.")
  @Default.Double(0)
  double getMalformedRate();

  void setMalformedRate(double value);

  @Description(
      "A text that contains this is always answered 400, a request with such a text too; '' is"
          + " none.")
  @Default.String("")
  String getPoisonMarker();

  void setPoisonMarker(String value);

  @Description("Share of parts left out of a batch answer, 0 to 1.")
  @Default.Double(0)
  double getMissingPartRate();

  void setMissingPartRate(double value);

  @Description("Share of parts sent twice in a batch answer, 0 to 1.")
  @Default.Double(0)
  double getDoubledPartRate();

  void setDoubledPartRate(double value);

  @Description("Share of parts followed by one with an unknown Content-ID, 0 to 1.")
  @Default.Double(0)
  double getForeignPartRate();

  void setForeignPartRate(double value);

  @Description(
      "Share of requests for moderations or classes that are answered with a result too few, 0 to"
          + " 1.")
  @Default.Double(0)
  double getFewerResultsRate();

  void setFewerResultsRate(double value);

  @Description("A category that moderations have beyond those that are documented; '' is none.")
  @Default.String("")
  String getNewCategory();

  void setNewCategory(String value);

  @Description("Share of prompts that the model refuses to answer, 0 to 1.")
  @Default.Double(0)
  double getChatRefusalRate();

  void setChatRefusalRate(double value);

  @Description("Share of prompts whose answer is emptied by a content filter, 0 to 1.")
  @Default.Double(0)
  double getChatContentFilterRate();

  void setChatContentFilterRate(double value);

  @Description("Share of prompts answered with cut JSON, JSON within prose or prose alone, 0 to 1.")
  @Default.Double(0)
  double getChatInvalidJsonRate();

  void setChatInvalidJsonRate(double value);

  @Description("Share of prompts whose answer takes --chatSlowMillis, 0 to 1.")
  @Default.Double(0)
  double getChatSlowRate();

  void setChatSlowRate(double value);

  @Description("Time from the first byte of a slow answer to its last, in milliseconds.")
  @Default.Long(5000)
  long getChatSlowMillis();

  void setChatSlowMillis(long value);

  @Description(
      "A prompt with a post that contains this is always refused by the model; '' is none.")
  @Default.String("")
  String getChatPoison();

  void setChatPoison(String value);

  @Description(
      "Share of prompts answered with a label too few or, one in four, with one for an "
          + "unknown id, 0 to 1.")
  @Default.Double(0)
  double getChatWrongCountRate();

  void setChatWrongCountRate(double value);

  @Description("Share of prompts whose labels come in another order, 0 to 1.")
  @Default.Double(0)
  double getChatShuffledRate();

  void setChatShuffledRate(double value);

  @Description("Share of prompts with a label that the schema forbids, 0 to 1.")
  @Default.Double(0)
  double getChatInvalidLabelRate();

  void setChatInvalidLabelRate(double value);

  @Description(
      "Share of prompts with two contradicting labels for one id, at times in the place of "
          + "another post's, 0 to 1.")
  @Default.Double(0)
  double getChatDoubledRate();

  void setChatDoubledRate(double value);
}
