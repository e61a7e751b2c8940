/**
 * A codebook: what a language model is asked about each post, how it answers, and which columns
 * come of it. Depends on no service.
 */
package org.postlabel.scorer.llm.codebook;
