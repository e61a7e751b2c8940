package org.postlabel.scorer.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postlabel.scorer.Question;

/**
 * The posts of a prompt as one JSON document, so that no text can end its own string. Ids are the
 * first digits of the texts' hashes: a text cannot guess another's, and a model cannot count them.
 */
final class PostsDocument {
  static final String ID_PREFIX = "p-";

  private static final int ID_DIGITS = 10;

  private PostsDocument() {}

  /** Questions by their ids in one prompt, in their order; ids are as long as needed to differ. */
  static Map<String, Question> byId(List<Question> questions) {
    int digits = ID_DIGITS;
    Map<String, Question> byId = byId(questions, digits);
    while (byId.size() < questions.size()) {
      byId = byId(questions, ++digits);
    }
    return byId;
  }

  private static Map<String, Question> byId(List<Question> questions, int digits) {
    Map<String, Question> byId = new LinkedHashMap<>();
    questions.forEach(
        question -> byId.put(ID_PREFIX + question.textHash().substring(0, digits), question));
    return byId;
  }

  /** A text as it is written into the document. */
  static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  static String of(Map<String, Question> questionById) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode posts = document.putArray("posts");
    questionById.forEach(
        (id, question) -> posts.addObject().put("id", id).put("text", question.text()));
    return document.toString();
  }
}
