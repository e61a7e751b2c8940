/**
 * The pipeline and its steps, in the order of {@link org.postlabel.pipeline.LabelPosts}: ReadPosts,
 * WriteMetadata, ValidatePosts, BatchPosts, ScorePosts, WriteLabels, FinishRun.
 */
package org.postlabel.pipeline;
