/**
 * A language model behind any service of chat completions as a scorer: what each post says of
 * politics and society. Nothing else of the project depends on it.
 */
package org.postlabel.scorer.llm;
