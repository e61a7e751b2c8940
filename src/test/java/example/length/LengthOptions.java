package example.length;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How a text is measured. */
public interface LengthOptions extends PipelineOptions {
  @Description("Length of a full text, in Unicode code points; 1 or more. The default is 300.")
  @Default.Integer(300)
  int getFullLength();

  void setFullLength(int codePoints);
}
