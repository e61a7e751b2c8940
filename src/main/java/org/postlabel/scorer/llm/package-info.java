/**
 * A language model behind any chat completions API as a scorer: whether a post is about politics
 * and society, and its ideology. Nothing else of the project depends on it.
 */
package org.postlabel.scorer.llm;
