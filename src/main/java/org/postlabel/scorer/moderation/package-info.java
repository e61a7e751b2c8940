/**
 * A moderation service with the protocol of OpenAI's as a scorer: a score for each category that it
 * knows. Nothing else of the project depends on it.
 */
package org.postlabel.scorer.moderation;
