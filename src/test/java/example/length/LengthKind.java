package example.length;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Kind;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scorer.ScorerProvider;

/** Scores a text by its length, without a provider: all that a new scorer needs. */
public final class LengthKind implements ScorerKind {
  private static final LabelTable LABELS = labelTable();

  private static LabelTable labelTable() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("length_share", Kind.SCORE);
    kinds.put("is_long", Kind.TRUTH);
    kinds.put("size", Kind.WORD);
    Map<String, String> attributes = new LinkedHashMap<>();
    kinds.keySet().forEach(column -> attributes.put(column, column));
    return new LabelTable("length_labels", attributes, kinds);
  }

  @Override
  public String word() {
    return "length";
  }

  @Override
  public LabelTable labels(ScorerOptions options) {
    return LABELS;
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return LengthOptions.class;
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of("LENGTH_KEY");
  }

  @Override
  public double queriesPerSecond() {
    return 250;
  }

  @Override
  public int maxTextBytes() {
    return 1_000;
  }

  @Override
  public ScorerProvider provider(PipelineOptions options) {
    return new LengthProvider(options.as(LengthOptions.class).getFullLength());
  }
}
