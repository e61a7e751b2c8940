package org.postlabel.scorer.moderation;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.scorer.ServiceOptions;

/** Which moderation service we ask, and how. */
public interface ModerationOptions extends ServiceOptions {
  @Description(
      "Moderation service: openai, mistral, or the base URL of another service with the same"
          + " protocol, including /v1, such as http://localhost:4000/v1. The default is openai.")
  @Default.String("openai")
  String getModerationService();

  void setModerationService(String service);

  @Description(
      "Name of the moderation model. The default is a version that does not change:"
          + " omni-moderation-2024-09-26 for openai, mistral-moderation-2603 for mistral; for a"
          + " URL there is none, and --scorer=moderation requires it.")
  String getModerationModel();

  void setModerationModel(String name);

  @Description(
      "File that contains only the API key of the moderation service. The default is none: the key"
          + " is read from the environment variable MODERATION_API_KEY, which openai and mistral"
          + " require.")
  String getModerationKeyFile();

  void setModerationKeyFile(String path);

  @Description(
      "Texts per moderation request, which counts as one query; 1..100. The default is 32: the"
          + " services publish no limit, and this is known to be accepted.")
  @Default.Integer(32)
  int getTextsPerModeration();

  void setTextsPerModeration(int texts);
}
